// Asks once before something that cannot be taken back: what it will do, and as whom it will be
// recorded. Enter confirms, Escape leaves everything as it is.
#pragma once

#include <QDialog>

#include <functional>

class QLineEdit;
class QPushButton;

namespace openbell::shell {

struct Confirmation {
    QString title;   ///< "Halt BTC-USD?"
    QString effect;  ///< what will happen, in full sentences
    QString actor;   ///< "demo (Operator)"
    QString button;  ///< the verb
    bool wantsReason = false;
};

class ConfirmDialog final : public QDialog {
    Q_OBJECT
public:
    /// Opens without blocking and deletes itself; `confirmed` gets the reason, if one was asked for.
    static ConfirmDialog* ask(QWidget* window, const Confirmation& confirmation,
                              std::function<void(const QString& reason)> confirmed);

private:
    ConfirmDialog(QWidget* window, const Confirmation& confirmation);

    QLineEdit* m_reason = nullptr;
    QPushButton* m_yes = nullptr;
};

} // namespace openbell::shell
