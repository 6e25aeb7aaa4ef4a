// What all pages of the workbench have in common.
#include "ui/views/workbench_pages.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>

namespace openbell::views {
namespace {

using models::DraftCheck;
using models::DraftField;
using models::InstrumentInfo;

} // namespace

WorkbenchPage::WorkbenchPage(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(12, 12, 12, 8);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

QDateTime WorkbenchPage::venueTime() const {
    return m_clock ? QDateTime::fromMSecsSinceEpoch(m_clock().value() / kNsPerMs)
                   : QDateTime::currentDateTime();
}

QString WorkbenchPage::words(const char* text) {
    return QCoreApplication::translate("WorkbenchPages", text);
}

QLineEdit* WorkbenchPage::line(const char* objectName) {
    auto* made = new QLineEdit(this);
    made->setObjectName(QLatin1String(objectName));
    made->setMaxLength(100);
    connect(made, &QLineEdit::textEdited, this, &WorkbenchPage::touch);
    return made;
}

QLabel* WorkbenchPage::hint(const char* objectName) {
    auto* made = new QLabel(this);
    made->setObjectName(QLatin1String(objectName));
    made->setWordWrap(true);
    made->setProperty("dim", true);
    return made;
}

WorkbenchPage::Row& WorkbenchPage::add(const char* name, QWidget* widget,
                                       std::vector<DraftField> fields) {
    auto* label = new QLabel(this);
    label->setObjectName(widget->objectName() + QStringLiteral("Label"));
    label->setBuddy(widget);
    auto* problem = new QLabel(this);
    problem->setObjectName(widget->objectName() + QStringLiteral("Problem"));
    problem->setProperty("problem", true);
    problem->setWordWrap(true);
    problem->hide();
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(widget, row, 1);
    m_grid->addWidget(problem, row + 1, 1);
    label->setContentsMargins(0, 5, 0, 0);
    m_rows.push_back({name, label, widget, problem, std::move(fields)});
    return m_rows.back();
}

QWidget* WorkbenchPage::beside(const QString& objectName,
                               std::initializer_list<QWidget*> widgets) {
    auto* owner = new QWidget(this);
    owner->setObjectName(objectName);
    auto* layout = new QHBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* widget : widgets)
        layout->addWidget(widget, qobject_cast<QLineEdit*>(widget) != nullptr ? 1 : 0);
    return owner;
}

void WorkbenchPage::touch() {
    if (m_loading)
        return;
    m_edited = true;
    setReadOnly(m_readOnly);
    Q_EMIT edited();
}

void WorkbenchPage::load(const InstrumentInfo* market) {
    m_loading = true;
    fill(market);
    m_loading = false;
    m_edited = false;
    setReadOnly(m_readOnly);
    showProblems({}, true);
}

void WorkbenchPage::showProblems(const DraftCheck& check, bool all) {
    for (const Row& row : m_rows) {
        QString text;
        for (const DraftField field : row.fields)
            if (text.isEmpty())
                text = check.problem(field);
        const auto* edit = qobject_cast<QLineEdit*>(row.widget);
        // In a form that begins empty, that is no mistake before somebody wants to apply it.
        if (!all && beginsEmpty() && edit != nullptr && edit->text().isEmpty())
            text.clear();
        row.problem->setText(text);
        row.problem->setVisible(!text.isEmpty());
        if (row.widget->property("problem").toBool() != !text.isEmpty()) {
            row.widget->setProperty("problem", !text.isEmpty());
            row.widget->style()->polish(row.widget);
        }
    }
}

void WorkbenchPage::setReadOnly(bool readOnly) {
    m_readOnly = readOnly;
    for (const Row& row : m_rows)
        row.widget->setEnabled(!readOnly && isUsable(row.widget));
}

bool WorkbenchPage::isUsable(const QWidget*) const { return true; }

void WorkbenchPage::retranslate() {
    for (const Row& row : m_rows) {
        row.label->setText(words(row.name));
        row.widget->setAccessibleName(row.label->text().remove(u'&'));
    }
}

} // namespace openbell::views
