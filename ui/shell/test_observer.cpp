#include "ui/shell/test_observer.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QMetaProperty>
#include <QPixmap>
#include <QWidget>

namespace openbell::shell {

namespace {

constexpr int kMaxNodes = 5000;

QWidget* findWidget(const QString& name) {
    const QWidgetList all = QApplication::allWidgets();
    QWidget* hidden = nullptr;
    for (QWidget* widget : all)
        if (widget->objectName() == name) {
            if (widget->isVisible())
                return widget;
            hidden = widget;
        }
    return hidden;
}

QJsonObject rectangle(const QRect& rect) {
    return {{QStringLiteral("x"), rect.x()},
            {QStringLiteral("y"), rect.y()},
            {QStringLiteral("width"), rect.width()},
            {QStringLiteral("height"), rect.height()}};
}

QJsonObject describe(const QWidget* widget) {
    return {{QStringLiteral("name"), widget->objectName()},
            {QStringLiteral("class"), QString::fromLatin1(widget->metaObject()->className())},
            {QStringLiteral("accessible"), widget->accessibleName()},
            {QStringLiteral("visible"), widget->isVisible()},
            {QStringLiteral("enabled"), widget->isEnabled()},
            {QStringLiteral("place"),
             rectangle({widget->mapToGlobal(QPoint(0, 0)), widget->size()})}};
}

QJsonObject tree() {
    QJsonArray nodes;
    const QWidgetList all = QApplication::allWidgets();
    for (const QWidget* widget : all)
        if (!widget->objectName().isEmpty() && nodes.size() < kMaxNodes)
            nodes.append(describe(widget));
    return {{QStringLiteral("widgets"), nodes}};
}

QJsonObject propertyOf(const QWidget* widget, const QString& name) {
    const QVariant value = widget->property(name.toLatin1().constData());
    return {{QStringLiteral("value"), QJsonValue::fromVariant(value)}};
}

/// The parts that a custom-painted widget tells screen readers about, with their places.
QJsonObject accessibleChildren(QWidget* widget) {
    QJsonArray children;
    QAccessibleInterface* root = QAccessible::queryAccessibleInterface(widget);
    for (int i = 0; root && i < root->childCount() && i < kMaxNodes; ++i) {
        QAccessibleInterface* child = root->child(i);
        if (!child)
            continue;
        QJsonObject one = rectangle(child->rect());
        one[QStringLiteral("text")] = child->text(QAccessible::Name);
        one[QStringLiteral("value")] = child->text(QAccessible::Value);
        children.append(one);
    }
    return {{QStringLiteral("children"), children}};
}

/// The texts of a table, row by row.
QJsonObject cells(const QAbstractItemView* view, int limit) {
    QJsonArray rows;
    const QAbstractItemModel* model = view->model();
    for (int row = 0; model && row < std::min(model->rowCount(), limit); ++row) {
        QJsonArray texts;
        for (int column = 0; column < model->columnCount(); ++column)
            texts.append(model->index(row, column).data(Qt::DisplayRole).toString());
        rows.append(texts);
    }
    return {{QStringLiteral("rows"), rows},
            {QStringLiteral("count"), model ? model->rowCount() : 0}};
}

QJsonObject failure(const QString& text) {
    return {{QStringLiteral("error"), text}};
}

} // namespace

TestObserver::TestObserver(QObject* parent) : QObject(parent) {
    const QString name = qEnvironmentVariable("OPENBELL_TEST_SOCKET");
    if (name.isEmpty())
        return;
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    QLocalServer::removeServer(name);
    if (!m_server->listen(name))
        qWarning("The observation socket cannot be opened: %s",
                 qUtf8Printable(m_server->errorString()));
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server->nextPendingConnection())
            serve(socket);
    });
}

bool TestObserver::isListening() const {
    return m_server && m_server->isListening();
}

void TestObserver::serve(QLocalSocket* socket) {
    socket->setReadBufferSize(kMaxRequestBytes);
    connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QLocalSocket::readyRead, socket, [socket] {
        while (socket->canReadLine()) {
            const QJsonDocument request = QJsonDocument::fromJson(socket->readLine());
            socket->write(QJsonDocument(answer(request.object())).toJson(QJsonDocument::Compact) +
                          '\n');
        }
    });
}

QJsonObject TestObserver::answer(const QJsonObject& request) {
    const QString ask = request[QStringLiteral("ask")].toString();
    if (ask == QStringLiteral("tree"))
        return tree();
    QWidget* widget = findWidget(request[QStringLiteral("name")].toString());
    if (!widget)
        return failure(QStringLiteral("no such widget"));
    if (ask == QStringLiteral("property"))
        return propertyOf(widget, request[QStringLiteral("property")].toString());
    if (ask == QStringLiteral("place"))
        return describe(widget);
    if (ask == QStringLiteral("children"))
        return accessibleChildren(widget);
    if (ask == QStringLiteral("cells")) {
        const auto* view = qobject_cast<const QAbstractItemView*>(widget);
        return view ? cells(view, request[QStringLiteral("limit")].toInt(100))
                    : failure(QStringLiteral("not a table"));
    }
    if (ask == QStringLiteral("grab")) {
        const bool saved = widget->grab().save(request[QStringLiteral("file")].toString());
        return {{QStringLiteral("saved"), saved}};
    }
    return failure(QStringLiteral("unknown question"));
}

} // namespace openbell::shell
