#include "ui/shell/confirm_dialog.h"

#include "ui/shell/style_flag.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace openbell::shell {

ConfirmDialog::ConfirmDialog(QWidget* window, const Confirmation& confirmation) : QDialog(window) {
    setObjectName(QStringLiteral("confirm_dialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(confirmation.title);
    setMinimumWidth(420);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(10);
    auto* title = new QLabel(confirmation.title, this);
    title->setObjectName(QStringLiteral("confirm_title"));
    title->setProperty("heading", true);
    QFont big = title->font();
    big.setPixelSize(big.pixelSize() + 4);
    big.setWeight(QFont::DemiBold);
    title->setFont(big);
    auto* effect = new QLabel(confirmation.effect, this);
    effect->setObjectName(QStringLiteral("confirm_effect"));
    effect->setTextFormat(Qt::PlainText);
    effect->setWordWrap(true);
    auto* actor = new QLabel(tr("Recorded in the audit log as %1.").arg(confirmation.actor), this);
    actor->setObjectName(QStringLiteral("confirm_actor"));
    actor->setProperty("dim", true);
    actor->setWordWrap(true);
    layout->addWidget(title);
    layout->addWidget(effect);
    if (confirmation.wantsReason) {
        m_reason = new QLineEdit(this);
        m_reason->setObjectName(QStringLiteral("confirm_reason"));
        m_reason->setMaxLength(100);
        m_reason->setPlaceholderText(tr("Reason (optional)"));
        m_reason->setAccessibleName(tr("Reason, optional"));
        layout->addWidget(m_reason);
    }
    layout->addWidget(actor);

    auto* buttons = new QDialogButtonBox(this);
    m_yes = buttons->addButton(confirmation.button, QDialogButtonBox::AcceptRole);
    m_yes->setObjectName(QStringLiteral("confirm_yes"));
    m_yes->setAccessibleName(confirmation.button);
    setStyleFlag(m_yes, "danger", true);
    m_yes->setDefault(true);
    QPushButton* no = buttons->addButton(tr("Leave as it is"), QDialogButtonBox::RejectRole);
    no->setObjectName(QStringLiteral("confirm_no"));
    no->setAccessibleName(no->text());
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    // What is typed next goes into the reason; a stray space must not confirm.
    if (m_reason)
        m_reason->setFocus();
    else
        m_yes->setFocus();
}

ConfirmDialog* ConfirmDialog::ask(QWidget* window, const Confirmation& confirmation,
                                  std::function<void(const QString&)> confirmed) {
    auto* dialog = new ConfirmDialog(window, confirmation);
    connect(dialog, &QDialog::accepted, window, [dialog, confirmed = std::move(confirmed)] {
        confirmed(dialog->m_reason ? dialog->m_reason->text().trimmed() : QString());
    });
    dialog->open();
    return dialog;
}

} // namespace openbell::shell
