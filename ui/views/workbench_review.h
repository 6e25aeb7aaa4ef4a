// The lower part of the instrument workbench: what would change, what that does, who is named for it,
// and the buttons. It shows; the workbench decides.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace openbell::views {

class WorkbenchReview final : public QWidget {
    Q_OBJECT
public:
    /// What there is to decide about.
    struct Contents {
        QString changes; ///< empty: nothing is ready to be applied
        QString effect;
        QString actor;
        bool mayChange = false;
        bool canApply = false; ///< applies, or shows what is wrong
        bool isEdited = false;
        bool isGrave = false;
        bool isAsking = false; ///< the next press confirms
    };

    explicit WorkbenchReview(QWidget* parent);

    void present(const Contents& contents);
    void setHeadingFont(const QFont& font);
    bool canApply() const;
    void focusApply();
    void focusBack();

Q_SIGNALS:
    void applyWanted();
    void backWanted();

private:
    QLabel* m_changes = nullptr;
    QLabel* m_effect = nullptr;
    QLabel* m_actor = nullptr;
    QPushButton* m_apply = nullptr;
    QPushButton* m_back = nullptr;
};

} // namespace openbell::views
