// The ticket's form: rows of a name, a widget and the place for what is wrong with it. Rows that do not
// apply are not there; what is wrong appears without moving anything. GUI thread.
#pragma once

#include "ui/models/order_ticket.h"
#include "ui/models/theme.h"

#include <QWidget>

#include <map>
#include <vector>

class QGridLayout;
class QLabel;

namespace openbell::views {

class TicketForm final : public QWidget {
    Q_OBJECT
public:
    /// Whether the line under a field is kept free for what is wrong with it.
    enum class ProblemLine { Kept, OnDemand };

    explicit TicketForm(QWidget* parent);

    /// A row; its labels are named after the widget.
    void add(models::TicketField field, QWidget* widget, ProblemLine problem);
    /// Widgets under the last row, which come and go with it.
    void addBelow(QWidget* widget);
    /// A figure: no field, a name and a value.
    void addFigure(QLabel* name, QLabel* value);
    /// Room at the end; no rows after it.
    void finish();

    /// `name`: with its mnemonic; `spoken`: what the widget is called.
    void setName(models::TicketField field, const QString& name, const QString& spoken);
    void setShown(models::TicketField field, bool shown);
    QWidget* widgetOf(models::TicketField field) const { return m_rows.at(field).widget; }
    bool isFieldShown(models::TicketField field) const;
    /// Empty: nothing is wrong.
    void setProblem(models::TicketField field, const QString& text);
    void clearProblems();
    /// The widgets in the order in which they are read.
    const std::vector<QWidget*>& order() const { return m_order; }
    void paint(const models::Theme& theme);

private:
    struct Row {
        QLabel* name = nullptr;
        QWidget* widget = nullptr;
        QLabel* problem = nullptr;
        ProblemLine line = ProblemLine::OnDemand;
        QWidget* below = nullptr;
    };
    void setUp(Row& row);

    QGridLayout* m_grid = nullptr;
    std::map<models::TicketField, Row> m_rows;
    std::vector<QLabel*> m_figures;
    std::vector<QWidget*> m_order;
    models::TicketField m_last = models::TicketField::Type;
};

} // namespace openbell::views
