// Asks for one short text without blocking.
#pragma once

#include <QDialog>

#include <functional>

namespace openbell::shell {

class TextDialog final : public QDialog {
    Q_OBJECT
public:
    /// Deletes itself; `accepted` gets the trimmed text, never an empty one.
    static void ask(QWidget* window, const QString& title, const QString& label,
                    std::function<void(const QString&)> accepted);

private:
    using QDialog::QDialog;
};

} // namespace openbell::shell
