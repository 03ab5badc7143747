#include "widgets/figures/svgwriter.h"

#include "widgets/figures/figurefont.h"
#include "widgets/figures/figuremetadata.h"
#include "widgets/figures/figurescene.h"

#include <QBuffer>
#include <QSet>

#include <cmath>
#include <map>
#include <tuple>

namespace learnscope {

namespace {
constexpr double pointsPerMillimetre = 1 / millimetresPerPoint;

/// A hundredth of a point is 3.5 micrometres: nothing finer is printed.
QByteArray number(double value)
{
    QByteArray text = QByteArray::number(value, 'f', 2);
    while (text.endsWith('0'))
        text.chop(1);
    if (text.endsWith('.'))
        text.chop(1);
    return text == "-0" ? QByteArray("0") : text;
}

QByteArray point(QPointF millimetres, char separator)
{
    return number(millimetres.x() * pointsPerMillimetre) + separator
        + number(millimetres.y() * pointsPerMillimetre);
}

QByteArray escaped(const QString& text)
{
    return text.toHtmlEscaped().toUtf8();
}

QByteArray attribute(const char* name, const QByteArray& value)
{
    return QByteArray(" ") + name + "=\"" + value + '"';
}

QByteArray fill(const QColor& color, double opacity = 1)
{
    QByteArray text = attribute("fill", color.name().toLatin1());
    if (opacity < 1)
        text += attribute("fill-opacity", number(opacity));
    return text;
}

QByteArray stroke(const QColor& color, double width)
{
    return attribute("stroke", color.name().toLatin1()) + attribute("stroke-width", number(width));
}

/// Hundredths of a point: differences of rounded places add up to nothing.
QPoint rounded(QPointF millimetres)
{
    return (millimetres * pointsPerMillimetre * 100).toPoint();
}

/// A path in relative steps, which take half the room of places on the page.
class PathText
{
public:
    explicit PathText(const QPainterPath& path)
    {
        for (int index = 0; index < path.elementCount(); ++index) {
            const QPainterPath::Element element = path.elementAt(index);
            if (element.isCurveTo()) {
                step('c', {element, path.elementAt(index + 1), path.elementAt(index + 2)});
                index += 2;
            } else if (element.isLineTo())
                step('l', {element});
            else {
                close();
                m_start = rounded(element);
                step('m', {element});
            }
        }
        close();
    }

    const QByteArray& data() const { return m_data; }

private:
    void step(char command, std::initializer_list<QPointF> places)
    {
        m_data += command;
        for (const QPointF place : places) {
            const QPoint away = rounded(place) - m_at;
            for (const int part : {away.x(), away.y()}) {
                const QByteArray text = number(part / 100.);
                if (part >= 0 && m_data.back() != command)
                    m_data += ' ';
                m_data += text.startsWith("0.") ? text.mid(1)
                    : text.startsWith("-0.")    ? "-" + text.mid(2)
                                                : text;
            }
        }
        m_at = rounded(*(places.end() - 1));
    }

    void close()
    {
        if (m_data.isEmpty())
            return;
        m_data += 'z';
        m_at = m_start;
    }

    QByteArray m_data;
    QPoint m_at; ///< where the pen is
    QPoint m_start; ///< where it goes back to
};

QByteArray pathData(const QPainterPath& path)
{
    return PathText(path).data();
}

QByteArray pointList(const std::vector<QPointF>& points)
{
    QByteArray list;
    for (const QPointF position : points)
        list += (list.isEmpty() ? "" : " ") + point(position, ',');
    return list;
}

struct Write
{
    QByteArray& svg;
    TextAs textAs;
    /// Outlines take far more room than letters, and tick labels repeat: each text is drawn once, then used.
    std::map<std::tuple<QString, double, bool, int>, int>& outlines;
    QByteArray clip; ///< an attribute, or nothing

    void operator()(const SceneLine& line) const
    {
        svg += "<polyline" + attribute("points", pointList(line.points)) + attribute("fill", "none")
            + stroke(line.color, line.width);
        if (!line.dash.empty()) {
            QByteArray pattern;
            for (const double length : line.dash)
                pattern += (pattern.isEmpty() ? "" : " ") + number(length);
            svg += attribute("stroke-dasharray", pattern);
        }
        svg += attribute("stroke-linejoin", "round") + clip + "/>\n";
    }

    void operator()(const ScenePolygon& polygon) const
    {
        svg += "<polygon" + attribute("points", pointList(polygon.points))
            + fill(polygon.fill, polygon.opacity) + clip + "/>\n";
    }

    void operator()(const SceneMarker& marker) const
    {
        if (marker.shape == Marker::Circle)
            svg += "<circle" + attribute("cx", number(marker.center.x() * pointsPerMillimetre))
                + attribute("cy", number(marker.center.y() * pointsPerMillimetre))
                + attribute("r", number(marker.size / 2));
        else
            svg += "<path"
                + attribute("d",
                            pathData(markerPath(marker.shape, marker.size * millimetresPerPoint)
                                         .translated(marker.center)));
        svg += fill(marker.fill, marker.opacity);
        if (marker.outlineWidth > 0)
            svg += stroke(marker.outline, marker.outlineWidth);
        svg += clip + "/>\n";
    }

    void operator()(const SceneText& text) const
    {
        QByteArray place = "translate(" + point(text.position, ' ') + ')';
        if (text.rotation != 0)
            place += " rotate(" + number(text.rotation) + ')';
        if (textAs == TextAs::Outlines) {
            const auto [known, isNew] = outlines.try_emplace(
                {text.text, text.size, text.bold, int(text.anchor)}, static_cast<int>(outlines.size()) + 1);
            const QByteArray id = "text-" + QByteArray::number(known->second);
            svg += "<g" + attribute("transform", place) + attribute("aria-label", escaped(text.text))
                + fill(text.color) + clip + '>';
            if (isNew) {
                const double width = textWidth(text.text, text.size, text.bold);
                const double left = text.anchor == SceneText::Anchor::Start ? 0
                    : text.anchor == SceneText::Anchor::Middle              ? -width / 2
                                                                            : -width;
                const QPainterPath outline = textOutline(text.text, text.size, text.bold).translated(left, 0);
                svg += "<path" + attribute("id", id) + attribute("d", pathData(outline)) + "/></g>\n";
            } else
                svg += "<use" + attribute("xlink:href", "#" + id) + "/></g>\n";
            return;
        }
        svg += "<text";
        if (text.rotation != 0)
            svg += attribute("transform", place);
        else
            svg += attribute("x", number(text.position.x() * pointsPerMillimetre))
                + attribute("y", number(text.position.y() * pointsPerMillimetre));
        svg += attribute("font-size", number(text.size)) + fill(text.color);
        if (text.bold)
            svg += attribute("font-weight", "bold");
        if (text.anchor != SceneText::Anchor::Start)
            svg += attribute("text-anchor", text.anchor == SceneText::Anchor::Middle ? "middle" : "end");
        svg += clip + '>' + escaped(text.text) + "</text>\n";
    }

    void operator()(const SceneImage& image) const
    {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        image.image.save(&buffer, "PNG");
        svg += "<image" + attribute("x", number(image.area.x() * pointsPerMillimetre))
            + attribute("y", number(image.area.y() * pointsPerMillimetre))
            + attribute("width", number(image.area.width() * pointsPerMillimetre))
            + attribute("height", number(image.area.height() * pointsPerMillimetre))
            + attribute("preserveAspectRatio", "none");
        if (!image.smooth)
            svg += attribute("style", "image-rendering:pixelated");
        svg += attribute("xlink:href", "data:image/png;base64," + png.toBase64()) + clip + "/>\n";
    }
};

/// A name as an XML id: letters, digits and hyphens, and not used before.
QByteArray uniqueId(const QString& name, QSet<QByteArray>& used)
{
    QByteArray id;
    for (const QChar letter : name)
        id += letter.unicode() < 128 && letter.isLetterOrNumber() ? letter.toLatin1() : '-';
    if (id.isEmpty() || !std::isalpha(static_cast<unsigned char>(id.front())))
        id.prepend("figure-");
    QByteArray candidate = id;
    for (int times = 2; used.contains(candidate); ++times)
        candidate = id + '-' + QByteArray::number(times);
    used.insert(candidate);
    return candidate;
}

QByteArray clipDefinitions(const FigureScene& scene, std::vector<QRectF>& clips)
{
    QByteArray text;
    for (const SceneItem& item : scene.items) {
        if (item.clip.isNull() || std::find(clips.begin(), clips.end(), item.clip) != clips.end())
            continue;
        clips.push_back(item.clip);
        text += "<clipPath" + attribute("id", "clip-" + QByteArray::number(qsizetype(clips.size())))
            + "><rect" + attribute("x", number(item.clip.x() * pointsPerMillimetre))
            + attribute("y", number(item.clip.y() * pointsPerMillimetre))
            + attribute("width", number(item.clip.width() * pointsPerMillimetre))
            + attribute("height", number(item.clip.height() * pointsPerMillimetre)) + "/></clipPath>\n";
    }
    return text.isEmpty() ? text : "<defs>\n" + text + "</defs>\n";
}
} // namespace

QByteArray writeSvg(const FigureScene& scene, TextAs textAs, const FigureMetadata& metadata)
{
    QByteArray svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"";
    const bool hasImages = std::any_of(scene.items.begin(), scene.items.end(), [](const SceneItem& item) {
        return std::holds_alternative<SceneImage>(item.shape);
    });
    if (textAs == TextAs::Outlines || hasImages)
        svg += attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
    svg += attribute("version", "1.1") + attribute("width", QByteArray::number(scene.width, 'g', 8) + "mm")
        + attribute("height", QByteArray::number(scene.height, 'g', 8) + "mm")
        + attribute("viewBox",
                    "0 0 " + QByteArray::number(scene.width * pointsPerMillimetre, 'f', 4) + ' '
                        + QByteArray::number(scene.height * pointsPerMillimetre, 'f', 4))
        + attribute("font-family", "'Liberation Sans', Arial, Helvetica, sans-serif") + ">\n";
    svg += "<!-- " + figureCreator().toUtf8() + " -->\n<title>"
        + escaped(QString::fromStdString(metadata.title)) + "</title>\n<desc>"
        + escaped(QString::fromStdString(metadata.caption)) + "</desc>\n<metadata>\n" + xmpOf(metadata)
        + "</metadata>\n";
    std::vector<QRectF> clips;
    svg += clipDefinitions(scene, clips);
    svg += "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n";

    QSet<QByteArray> ids;
    std::map<std::tuple<QString, double, bool, int>, int> outlines;
    QString group;
    for (const SceneItem& item : scene.items) {
        if (item.name != group) {
            svg += group.isEmpty() ? "" : "</g>\n";
            if (!item.name.isEmpty())
                svg += "<g" + attribute("id", uniqueId(item.name, ids)) + ">\n";
            group = item.name;
        }
        QByteArray clip;
        if (!item.clip.isNull()) {
            const auto place = std::find(clips.begin(), clips.end(), item.clip) - clips.begin() + 1;
            clip = attribute("clip-path", "url(#clip-" + QByteArray::number(qsizetype(place)) + ')');
        }
        std::visit(Write {svg, textAs, outlines, clip}, item.shape);
    }
    return svg + (group.isEmpty() ? "" : "</g>\n") + "</svg>\n";
}

} // namespace learnscope
