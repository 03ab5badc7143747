#include "widgets/common/icons.h"

#include "resources/resources.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace learnscope {

namespace {
/// Draws the drawing itself at whatever size is asked for, where QIcon's own engines scale pixmaps.
class DrawingIconEngine final : public QIconEngine
{
public:
    DrawingIconEngine(QString key, QByteArray svg, qreal opacity)
        : m_key(std::move(key))
        , m_svg(std::move(svg))
        , m_opacity(opacity)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer drawing(m_svg);
        drawing.setAspectRatioMode(Qt::KeepAspectRatio);
        painter->save();
        painter->setOpacity(painter->opacity() * m_opacity * (mode == QIcon::Disabled ? .5 : 1));
        drawing.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("%1/%2x%3/%4")
                                .arg(m_key)
                                .arg(size.width())
                                .arg(size.height())
                                .arg(mode == QIcon::Disabled);
        QPixmap drawn;
        if (!QPixmapCache::find(key, &drawn)) {
            drawn = QPixmap(size);
            drawn.fill(Qt::transparent);
            QPainter painter(&drawn);
            paint(&painter, QRect(QPoint(0, 0), size), mode, state);
            painter.end();
            QPixmapCache::insert(key, drawn);
        }
        return drawn;
    }

    QIconEngine* clone() const override { return new DrawingIconEngine(*this); }

private:
    QString m_key;
    QByteArray m_svg;
    qreal m_opacity;
};

QByteArray drawingNamed(const QString& name)
{
    initResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("there is no icon named '%s'", qUtf8Printable(name));
        return {};
    }
    return file.readAll();
}
} // namespace

QIcon themedIcon(const QString& name, const QColor& color)
{
    static QHash<QString, QIcon> made;
    const QString key = QStringLiteral("learnscope/%1/%2").arg(name, color.name(QColor::HexArgb));
    const auto known = made.constFind(key);
    if (known != made.constEnd())
        return *known;
    QByteArray svg = drawingNamed(name);
    if (svg.isEmpty())
        return {};
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    const QIcon icon(new DrawingIconEngine(key, svg, color.alphaF()));
    made.insert(key, icon);
    return icon;
}

QIcon programIcon()
{
    const QByteArray svg = drawingNamed(QStringLiteral("learnscope"));
    return QIcon(new DrawingIconEngine(QStringLiteral("learnscope/program"), svg, 1));
}

QStringList iconNames()
{
    initResources();
    QStringList names;
    for (const QString& file : QDir(QStringLiteral(":/icons")).entryList(QDir::Files, QDir::Name)) {
        const QString name = file.chopped(int(qstrlen(".svg")));
        if (name != QLatin1String("learnscope"))
            names << name;
    }
    return names;
}

} // namespace learnscope
