#include "ui/shell/text_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace openbell::shell {

void TextDialog::ask(QWidget* window, const QString& title, const QString& label,
                     std::function<void(const QString&)> accepted) {
    auto* dialog = new TextDialog(window);
    dialog->setObjectName(QStringLiteral("text_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setMinimumWidth(360);
    auto* layout = new QVBoxLayout(dialog);
    auto* text = new QLabel(label, dialog);
    auto* field = new QLineEdit(dialog);
    field->setObjectName(QStringLiteral("text_field"));
    field->setAccessibleName(label);
    field->setMaxLength(40);
    text->setBuddy(field);
    auto* buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    QPushButton* ok = buttons->button(QDialogButtonBox::Ok);
    ok->setObjectName(QStringLiteral("text_ok"));
    ok->setAccessibleName(tr("OK"));
    ok->setEnabled(false);
    QPushButton* cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setObjectName(QStringLiteral("text_cancel"));
    cancel->setAccessibleName(tr("Cancel"));
    layout->addWidget(text);
    layout->addWidget(field);
    layout->addWidget(buttons);
    connect(field, &QLineEdit::textChanged, ok,
            [ok](const QString& typed) { ok->setEnabled(!typed.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, window, [field, accepted = std::move(accepted)] {
        const QString typed = field->text().trimmed();
        if (!typed.isEmpty())
            accepted(typed);
    });
    dialog->open();
}

} // namespace openbell::shell
