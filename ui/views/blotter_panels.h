// The panels about orders and money as tables: open orders, fills, balances, the audit log, users.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace openbell::views {

class TableView;

/// Mine or everybody's, for those who may see all.
class ScopeBox final : public QWidget {
    Q_OBJECT
public:
    ScopeBox(models::PanelContext& context, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    models::PanelContext& m_context;
    QComboBox* m_box = nullptr;
};

class OrdersPanel final : public QWidget {
    Q_OBJECT
public:
    OrdersPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void refresh();
    void showDetails(int row);
    void cancelSelected();
    void beginAmend();
    void applyAmend();
    void endAmend();

    models::PanelContext& m_context;
    TableView* m_table = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_amend = nullptr;
    QAction* m_details = nullptr;
    QToolButton* m_cancelButton = nullptr;
    QToolButton* m_amendButton = nullptr;
    QWidget* m_amendRow = nullptr;
    QLineEdit* m_amendPrice = nullptr;
    QLineEdit* m_amendQuantity = nullptr;
    QPushButton* m_amendApply = nullptr;
    QPushButton* m_amendClose = nullptr;
    QLabel* m_cutNote = nullptr; ///< shown while older orders are left out
    OrderId m_amending;
};

class FillsPanel final : public QWidget {
    Q_OBJECT
public:
    FillsPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

private:
    TableView* m_table = nullptr;
};

class BalancesPanel final : public QWidget {
    Q_OBJECT
public:
    BalancesPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

private:
    TableView* m_table = nullptr;
};

class AuditPanel final : public QWidget {
    Q_OBJECT
public:
    AuditPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();

    TableView* m_table = nullptr;
    QLineEdit* m_filter = nullptr;
};

class UsersPanel final : public QWidget {
    Q_OBJECT
public:
    UsersPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

private:
    TableView* m_table = nullptr;
};

} // namespace openbell::views
