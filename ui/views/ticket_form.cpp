#include "ui/views/ticket_form.h"

#include <QGridLayout>
#include <QLabel>

namespace openbell::views {

using models::TicketField;

TicketForm::TicketForm(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(10, 4, 10, 4);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(3);
    m_grid->setColumnStretch(1, 1);
}

void TicketForm::add(TicketField field, QWidget* widget, ProblemLine problem) {
    Row& row = m_rows[field];
    row.widget = widget;
    row.line = problem;
    row.name = new QLabel(this);
    row.name->setObjectName(widget->objectName() + QStringLiteral("Label"));
    row.name->setBuddy(widget);
    row.problem = new QLabel(this);
    row.problem->setObjectName(widget->objectName() + QStringLiteral("Problem"));
    row.problem->setWordWrap(true);
    row.problem->hide();
    const int line = m_grid->rowCount();
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(widget, line, 1);
    m_grid->addWidget(row.problem, line + 1, 0, 1, 2);
    m_order.push_back(widget);
    m_last = field;
    setUp(row);
}

/// Space that is kept is kept only while the field itself is there.
void TicketForm::setUp(Row& row) {
    const bool kept = row.line == ProblemLine::Kept && !row.widget->isHidden();
    QSizePolicy policy = row.problem->sizePolicy();
    policy.setRetainSizeWhenHidden(kept);
    row.problem->setSizePolicy(policy);
    row.problem->setMinimumHeight(kept ? row.problem->fontMetrics().height() : 0);
}

void TicketForm::addBelow(QWidget* widget) {
    m_grid->addWidget(widget, m_grid->rowCount(), 1);
    m_rows[m_last].below = widget;
    for (QObject* child : widget->children())
        if (auto* part = qobject_cast<QWidget*>(child))
            m_order.push_back(part);
}

void TicketForm::addFigure(QLabel* name, QLabel* value) {
    const int line = m_grid->rowCount();
    value->setAlignment(Qt::AlignRight);
    m_grid->addWidget(name, line, 0);
    m_grid->addWidget(value, line, 1);
    m_figures.push_back(name);
}

void TicketForm::finish() { m_grid->setRowStretch(m_grid->rowCount(), 1); }

void TicketForm::setName(TicketField field, const QString& name, const QString& spoken) {
    const Row& row = m_rows.at(field);
    row.name->setText(name);
    row.widget->setAccessibleName(spoken);
}

void TicketForm::setShown(TicketField field, bool shown) {
    Row& row = m_rows.at(field);
    row.name->setVisible(shown);
    row.widget->setVisible(shown);
    if (row.below != nullptr)
        row.below->setVisible(shown);
    if (!shown)
        row.problem->hide();
    setUp(row);
}

bool TicketForm::isFieldShown(TicketField field) const { return !m_rows.at(field).widget->isHidden(); }

void TicketForm::setProblem(TicketField field, const QString& text) {
    const Row& row = m_rows.at(field);
    row.problem->setText(text);
    row.problem->setVisible(!text.isEmpty() && isFieldShown(field));
    row.widget->setAccessibleDescription(text);
}

void TicketForm::clearProblems() {
    for (const auto& [field, row] : m_rows)
        setProblem(field, {});
}

void TicketForm::paint(const models::Theme& theme) {
    QPalette dim = palette();
    dim.setColor(QPalette::WindowText, theme.colors().textDim);
    QPalette warning = palette();
    warning.setColor(QPalette::WindowText, theme.colors().warning);
    for (auto& [field, row] : m_rows) {
        row.name->setPalette(dim);
        row.problem->setPalette(warning);
        setUp(row); // the font may have another height
    }
    for (QLabel* name : m_figures)
        name->setPalette(dim);
}

} // namespace openbell::views
