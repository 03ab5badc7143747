#include "widgets/figures/figurewriter.h"

#include "core/base/filewriter.h"
#include "widgets/figures/figuremetadata.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/svgwriter.h"

#include <QBuffer>
#include <QDateTime>
#include <QImage>
#include <QImageWriter>
#include <QPageLayout>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <vector>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 4> formatNames = {"pdf", "svg", "png", "tiff"};

FigureMetadata metadataOf(const FigureScene& scene, const std::string& record)
{
    return {scene.caption.substr(0, scene.caption.find(". ")), scene.caption, record};
}

QByteArray xmpPacket(const FigureMetadata& metadata)
{
    return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" + xmpOf(metadata)
        + "<?xpacket end=\"w\"?>\n";
}

QColor onWhite(const QColor& color, double opacity)
{
    const auto mixed = [opacity](int level) {
        return static_cast<int>(std::lround(255 + (level - 255) * opacity));
    };
    return QColor(mixed(color.red()), mixed(color.green()), mixed(color.blue()));
}

FigureScene withoutTransparency(FigureScene scene)
{
    for (SceneItem& item : scene.items)
        if (auto* polygon = std::get_if<ScenePolygon>(&item.shape)) {
            polygon->fill = onWhite(polygon->fill, polygon->opacity);
            polygon->opacity = 1;
        } else if (auto* marker = std::get_if<SceneMarker>(&item.shape)) {
            marker->fill = onWhite(marker->fill, marker->opacity);
            marker->opacity = 1;
        }
    return scene;
}

/// Qt rounds pages to whole points. This puts the exact size in, measured from the upper left corner, where
/// Qt draws from, and moves the file's table of offsets along. A file that does not look as expected stays.
QByteArray withExactPage(const QByteArray& pdf, double width, double height)
{
    static const QByteArray key = "/MediaBox [";
    const qsizetype begin = pdf.indexOf(key);
    const qsizetype end = pdf.indexOf(']', begin);
    const qsizetype trailer = pdf.lastIndexOf("startxref\n");
    if (begin < 0 || end < 0 || trailer < 0)
        return pdf;
    const QList<QByteArray> corners =
        pdf.mid(begin + key.size(), end - begin - key.size()).simplified().split(' ');
    const qsizetype table =
        pdf.mid(trailer + 10, pdf.indexOf('\n', trailer + 10) - trailer - 10).toLongLong();
    if (corners.size() != 4 || table <= end || pdf.mid(table, 5) != "xref\n")
        return pdf;
    const double top = corners[3].toDouble();
    const QByteArray box = key + "0 " + QByteArray::number(top - height, 'f', 4) + ' '
        + QByteArray::number(width, 'f', 4) + ' ' + QByteArray::number(top, 'f', 4);
    const qsizetype shift = box.size() - (end - begin);

    QByteArray offsets = pdf.mid(table, trailer - table);
    for (qsizetype at = offsets.indexOf('\n', 5) + 1;
         at + 20 <= offsets.size() && (offsets[at + 17] == 'n' || offsets[at + 17] == 'f'); at += 20) {
        const qlonglong offset = offsets.mid(at, 10).toLongLong();
        if (offset > begin)
            offsets.replace(at, 10, QByteArray::number(offset + shift).rightJustified(10, '0'));
    }
    return pdf.left(begin) + box + pdf.mid(end, table - end) + offsets + "startxref\n"
        + QByteArray::number(table + shift) + pdf.mid(pdf.indexOf('\n', trailer + 10));
}

/// A PDF says when it was made. Where SOURCE_DATE_EPOCH is set, that is its date, so that the same figure is
/// the same file.
QByteArray withStatedDate(QByteArray pdf)
{
    bool isSet = false;
    const qint64 seconds = qEnvironmentVariable("SOURCE_DATE_EPOCH").toLongLong(&isSet);
    static const QByteArray key = "/CreationDate (D:";
    const qsizetype at = pdf.indexOf(key);
    if (!isSet || at < 0)
        return pdf;
    // Qt writes local time and its distance from UTC behind the digits.
    const int offset = QDateTime::currentDateTime().offsetFromUtc();
    const QByteArray digits = QDateTime::fromSecsSinceEpoch(seconds, Qt::OffsetFromUTC, offset)
                                  .toString(QStringLiteral("yyyyMMddHHmmss"))
                                  .toLatin1();
    return pdf.replace(at + key.size(), digits.size(), digits);
}

Result<QByteArray> encodePdf(const FigureScene& scene, TextAs textAs, const FigureMetadata& metadata)
{
    constexpr int dotsPerInch = 2400;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setPageLayout(QPageLayout(QPageSize(QSizeF(scene.width, scene.height), QPageSize::Millimeter,
                                               QStringLiteral("figure"), QPageSize::ExactMatch),
                                     QPageLayout::Portrait, QMarginsF(0, 0, 0, 0), QPageLayout::Millimeter));
    writer.setResolution(dotsPerInch);
    writer.setCreator(figureCreator());
    writer.setTitle(QString::fromStdString(metadata.title));
    writer.setDocumentXmpMetadata(xmpPacket(metadata));
    QPainter painter;
    if (!painter.begin(&writer))
        return failure(Error::Kind::Internal, "the PDF cannot be drawn");
    painter.scale(dotsPerInch / 25.4, dotsPerInch / 25.4);
    paintScene(painter, scene, textAs);
    painter.end();
    return withExactPage(withStatedDate(buffer.data()), scene.width / millimetresPerPoint,
                         scene.height / millimetresPerPoint);
}

Result<QByteArray> encodePixels(const FigureScene& scene, const FigureOutput& output,
                                const FigureMetadata& metadata)
{
    const double width = std::round(scene.width / 25.4 * output.dpi);
    const double height = std::round(scene.height / 25.4 * output.dpi);
    if (width < 1 || height < 1 || width * height > 4e8)
        return failure(Error::Kind::OutOfRange,
                       "a picture of " + std::to_string(std::llround(width)) + " by "
                           + std::to_string(std::llround(height))
                           + " pixels cannot be written; choose fewer dots per inch");
    QImage image(static_cast<int>(width), static_cast<int>(height), QImage::Format_RGB32);
    if (image.isNull())
        return failure(Error::Kind::Internal, "there is not enough memory for the picture");
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(width / scene.width, height / scene.height);
    paintScene(painter, scene, TextAs::Outlines);
    painter.end();
    image.setDotsPerMeterX(static_cast<int>(std::lround(output.dpi / .0254)));
    image.setDotsPerMeterY(image.dotsPerMeterX());

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const bool tiff = output.format == FigureFormat::Tiff;
    QImageWriter writer(&buffer, tiff ? "tiff" : "png");
    if (tiff)
        writer.setCompression(1); // LZW
    else {
        image.setText(QStringLiteral("Title"), QString::fromStdString(metadata.title));
        image.setText(QStringLiteral("Description"), QString::fromStdString(metadata.caption));
        image.setText(QStringLiteral("Software"), figureCreator());
        if (!metadata.record.empty())
            image.setText(QStringLiteral("Learnscope"), QString::fromStdString(metadata.record));
    }
    if (!writer.write(image))
        return failure(Error::Kind::Internal,
                       tiff && writer.error() == QImageWriter::UnsupportedFormatError
                           ? "TIFF files need Qt's image format plugins (Debian: qt6-image-formats-plugins)"
                           : writer.errorString().toStdString());
    return tiff && !metadata.record.empty() ? withImageDescription(buffer.data(), metadata.record)
                                            : buffer.data();
}
} // namespace

std::string_view toString(FigureFormat format)
{
    return formatNames[static_cast<std::size_t>(format)];
}

Result<FigureFormat> figureFormatFromName(std::string_view name)
{
    std::string lower(name.substr(name.starts_with('.') ? 1 : 0));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (lower == "tif")
        lower = "tiff";
    const auto found = std::find(formatNames.begin(), formatNames.end(), lower);
    if (found == formatNames.end())
        return failure(Error::Kind::Usage,
                       "expected pdf, svg, png or tiff as a figure's format, found '" + std::string(name)
                           + "'");
    return static_cast<FigureFormat>(found - formatNames.begin());
}

Result<QByteArray> encodeFigure(const FigureScene& scene, const FigureOutput& output,
                                const std::string& record)
{
    if (output.opaque) {
        FigureOutput plain = output;
        plain.opaque = false;
        return encodeFigure(withoutTransparency(scene), plain, record);
    }
    const FigureMetadata metadata = metadataOf(scene, record);
    if (output.format == FigureFormat::Svg)
        return writeSvg(scene, output.textAs, metadata);
    if (output.format == FigureFormat::Pdf)
        return encodePdf(scene, output.textAs, metadata);
    if (!(output.dpi >= 30 && output.dpi <= 2400))
        return failure(Error::Kind::Usage, "expected 30 to 2400 dots per inch");
    return encodePixels(scene, output, metadata);
}

Result<void> writeFigure(const std::filesystem::path& path, const FigureScene& scene,
                         const FigureOutput& output)
{
    const Result<QByteArray> content = encodeFigure(scene, output);
    if (!content)
        return tl::unexpected(content.error());
    return writeFileAtomically(path,
                               std::string_view(content->data(), static_cast<std::size_t>(content->size())));
}

Result<void> writeFigureFiles(const FigureFiles& files, const FigureScene& scene, const FigureOutput& output)
{
    const Result<QByteArray> content = encodeFigure(scene, output, files.record);
    if (!content)
        return tl::unexpected(content.error());
    std::vector<FileContent> all {
        {files.figure, std::string_view(content->data(), static_cast<std::size_t>(content->size()))},
        {recordPath(files.figure), files.record}};
    if (!files.data.empty())
        all.push_back({files.data, files.numbers});
    return writeFilesAtomically(all);
}

} // namespace learnscope
