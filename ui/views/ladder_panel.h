// The order-book panel: the ladder with its quantity, arming and grouping controls.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace openbell::views {

class LadderView;

class LadderPanel final : public QWidget {
    Q_OBJECT
public:
    LadderPanel(models::PanelContext& context, QWidget* parent = nullptr);

    LadderView& ladder() { return *m_ladder; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildControls();
    void retranslate();
    void onInstrument(InstrumentId instrument);
    void onQuantityEdited();
    void showQuantity();
    void onPermissions();
    void place(api::Side side, Price price);
    void cancelAt(api::Side side, Price price);
    void fillGrouping();
    void coarsen(qint64 enough);

    models::PanelContext& m_context;
    LadderView* m_ladder = nullptr;
    QLineEdit* m_quantity = nullptr;
    QToolButton* m_arm = nullptr;
    QComboBox* m_grouping = nullptr;
    QToolButton* m_center = nullptr;
    QLabel* m_hint = nullptr;
    bool m_ownStep = false; ///< a person has chosen the price step
};

} // namespace openbell::views
