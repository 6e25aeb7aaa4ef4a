// The two painted parts of the status bar.
#pragma once

#include "ui/models/panel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

namespace openbell::shell {

/// The newest report in the colour of its severity; after a while the idle text comes back.
class StatusMessage final : public QWidget {
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    StatusMessage(const models::Theme& theme, QWidget* parent);

    void showReport(const QString& text, models::Severity severity);
    void setIdleText(const QString& text);
    QString text() const { return m_report.isEmpty() ? m_idle : m_report; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const models::Theme& m_theme;
    QString m_report;
    QString m_idle;
    models::Severity m_severity = models::Severity::Info;
    QTimer m_fade;
};

/// Connection, sequence number, durable lag, memory.
class StatusFigures final : public QWidget {
    Q_OBJECT
    Q_PROPERTY(QString text READ text)
public:
    StatusFigures(models::PanelContext& context, QWidget* parent);

    QSize sizeHint() const override;
    QString text() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    QString connectionText() const;

    models::PanelContext& m_context;
    QTimer m_soon; ///< ten looks a second are as many as can be read
    QString m_sequence;
    QString m_lag;
    QString m_memory;
    QString m_connection;
    QElapsedTimer m_memoryAge;
};

} // namespace openbell::shell
