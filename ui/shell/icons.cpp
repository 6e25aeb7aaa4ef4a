#include "ui/shell/icons.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

// Outside any namespace, as the macro demands.
static void initResources() {
    Q_INIT_RESOURCE(console);
    Q_INIT_RESOURCE(console_translations);
}

namespace openbell::shell {

namespace {

QPixmap render(QByteArray svg, const QColor& color, qreal opacity) {
    constexpr int kSize = 16;
    constexpr int kScale = 2; // sharp on dense screens
    svg.replace("#000000", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(kSize * kScale, kSize * kScale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(opacity);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(kScale);
    return pixmap;
}

} // namespace

QIcon icon(const char* name, const QColor& color) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    QIcon result;
    result.addPixmap(render(svg, color, 1), QIcon::Normal);
    result.addPixmap(render(svg, color, 0.35), QIcon::Disabled);
    return result;
}

QIcon applicationIcon() {
    return QIcon(QStringLiteral(":/app/openbell.svg"));
}

void loadResources() {
    initResources();
}

} // namespace openbell::shell
