#include "tests/widgets/figures/figuretestdata.h"

#include <QFile>
#include <QImageReader>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::array kinds = {FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs};

FigureScene sceneOf(FigureKind kind, FigureStyle style = FigureStyle::Publication)
{
    FigureRequest request;
    request.kind = kind;
    request.style = style;
    request.width = 85;
    return *makeFigure(request, simulatedInput());
}

QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Blocks of 4 by 4 pixels, averaged: what remains is what the eye compares.
QImage coarse(const QImage& image)
{
    return image.convertToFormat(QImage::Format_RGB32)
        .scaled(image.width() / 4, image.height() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

int largestDifference(const QImage& a, const QImage& b, double* mean)
{
    int largest = 0;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QColor left = a.pixelColor(x, y);
            const QColor right = b.pixelColor(x, y);
            const int difference =
                std::max({std::abs(left.red() - right.red()), std::abs(left.green() - right.green()),
                          std::abs(left.blue() - right.blue())});
            largest = std::max(largest, difference);
            sum += difference;
        }
    *mean = sum / (a.width() * a.height());
    return largest;
}
} // namespace

class TestFigureWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFormats_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("style");
        for (const FigureKind kind : kinds)
            for (const FigureStyle style : {FigureStyle::Publication, FigureStyle::AsPublished})
                QTest::addRow("%s %s", toString(kind).data(), toString(style).data())
                    << int(kind) << int(style);
    }

    void allFormats()
    {
        QFETCH(int, kind);
        QFETCH(int, style);
        const FigureScene scene = sceneOf(FigureKind(kind), FigureStyle(style));
        const QByteArray svg = *encodeFigure(scene, {FigureFormat::Svg});
        checkSvg(scene, svg);
        checkPdf(scene);
        checkSvgLooksLikePixels(scene, svg);
        checkSvgLooksLikePixels(scene, *encodeFigure(scene, {FigureFormat::Svg, 600, TextAs::Outlines}));
        for (const TextAs textAs : {TextAs::Text, TextAs::Outlines})
            for (const FigureFormat format : {FigureFormat::Pdf, FigureFormat::Svg}) {
                const qsizetype size = encodeFigure(scene, {format, 600, textAs})->size();
                QVERIFY2(size < 300'000, qPrintable(QString::number(size)));
            }
    }

    void outlinesHoldNoText()
    {
        const FigureScene scene = sceneOf(FigureKind::LearningCurves);
        const QByteArray svg = *encodeFigure(scene, {FigureFormat::Svg, 600, TextAs::Outlines});
        QVERIFY(!svg.contains("<text"));
        QVERIFY(svg.contains("aria-label=\"Accuracy\""));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("outlines.pdf"));
        QVERIFY(writeFigure(path.toStdString(), scene, {FigureFormat::Pdf, 600, TextAs::Outlines}));
        QCOMPARE(outputOf(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}).trimmed(), QByteArray());
    }

    void pixelsKnowTheirSize_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<double>("dpi");
        QTest::newRow("png 600") << int(FigureFormat::Png) << 600.;
        QTest::newRow("png 300") << int(FigureFormat::Png) << 300.;
        QTest::newRow("tiff 600") << int(FigureFormat::Tiff) << 600.;
    }

    void pixelsKnowTheirSize()
    {
        QFETCH(int, format);
        QFETCH(double, dpi);
        const FigureScene scene = sceneOf(FigureKind::LearningCurves);
        const auto content = encodeFigure(scene, {FigureFormat(format), dpi});
        QVERIFY2(content, content ? "" : content.error().message.c_str());
        const QImage image = QImage::fromData(*content);
        QCOMPARE(image.width(), int(std::lround(85 / 25.4 * dpi)));
        QCOMPARE(image.height(), int(std::lround(scene.height / 25.4 * dpi)));
        QVERIFY(std::abs(image.dotsPerMeterX() - dpi / .0254) <= 1);
        QVERIFY(std::abs(image.dotsPerMeterY() - dpi / .0254) <= 1);
        QVERIFY(!image.hasAlphaChannel());
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        if (FigureFormat(format) == FigureFormat::Png) // colour type 2: red, green and blue without alpha
            QVERIFY(content->at(25) == 2 || content->at(25) == 3);
        else // LZW: far below one byte for a pixel
            QVERIFY(content->size() < image.width() * image.height());
    }

    void refusesResolutionsOutOfRange_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("dpi");
        QTest::addColumn<int>("kind");
        QTest::newRow("coarse") << 85. << 10. << int(Error::Kind::Usage);
        QTest::newRow("fine") << 85. << 5000. << int(Error::Kind::Usage);
        QTest::newRow("not a number") << 85. << std::nan("") << int(Error::Kind::Usage);
        QTest::newRow("too many pixels") << 1000. << 2400. << int(Error::Kind::OutOfRange);
    }

    void refusesResolutionsOutOfRange()
    {
        QFETCH(double, width);
        QFETCH(double, dpi);
        QFETCH(int, kind);
        const FigureScene scene {width, width};
        for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Tiff}) {
            const auto content = encodeFigure(scene, {format, dpi});
            QVERIFY(!content);
            QCOMPARE(int(content.error().kind), kind);
        }
    }

    void knowsFormatsByName()
    {
        QVERIFY(figureFormatFromName("PDF") == FigureFormat::Pdf);
        QVERIFY(figureFormatFromName(".svg") == FigureFormat::Svg);
        QVERIFY(figureFormatFromName("tif") == FigureFormat::Tiff);
        QVERIFY(!figureFormatFromName("docx"));
        QVERIFY(!figureFormatFromName(""));
    }

    void leavesNothingBehindWhereItCannotWrite()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("taken.pdf"));
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("taken.pdf")));
        const auto written = writeFigure(path.toStdString(), sceneOf(FigureKind::GapLag), {});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Io);
        QCOMPARE(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
    }

private:
    void checkSvg(const FigureScene& scene, const QByteArray& svg)
    {
        QXmlStreamReader reader(svg);
        QStringList texts;
        QSet<QString> ids;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            const auto attributes = reader.attributes();
            if (attributes.hasAttribute(QStringLiteral("id"))) {
                const QString id = attributes.value(QStringLiteral("id")).toString();
                QVERIFY2(!ids.contains(id), qPrintable(id));
                ids.insert(id);
            }
            if (reader.name() == QStringLiteral("svg")) {
                QCOMPARE(attributes.value(QStringLiteral("width")).toString(), QStringLiteral("85mm"));
                const QStringList box =
                    attributes.value(QStringLiteral("viewBox")).toString().split(QLatin1Char(' '));
                QVERIFY(std::abs(box.value(2).toDouble() - 85 / 25.4 * 72) < 1e-3);
                QVERIFY(std::abs(box.value(3).toDouble() - scene.height / 25.4 * 72) < 1e-3);
            } else if (reader.name() == QStringLiteral("text"))
                texts << reader.readElementText();
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QCOMPARE(texts, textsOf(scene));
        QVERIFY(!svg.contains("rgb"));
        QVERIFY(!svg.contains("nan"));
        static const QRegularExpression manyDecimals(QStringLiteral("points=\"[^\"]*\\.\\d{3}"));
        QVERIFY(!QString::fromUtf8(svg).contains(manyDecimals));
    }

    void checkPdf(const FigureScene& scene)
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("figure.pdf"));
        QVERIFY(writeFigure(path.toStdString(), scene, {FigureFormat::Pdf}));
        const QStringList fonts = QString::fromUtf8(outputOf(QStringLiteral("pdffonts"), {path}))
                                      .split(QLatin1Char('\n'), Qt::SkipEmptyParts)
                                      .mid(2);
        QVERIFY(!fonts.isEmpty());
        static const QRegularExpression embedded(
            QStringLiteral("^LiberationSans\\S* +CID TrueType +\\S+ +yes "));
        for (const QString& font : fonts)
            QVERIFY2(font.contains(embedded), qPrintable(font));
        const QString words =
            QString::fromUtf8(outputOf(QStringLiteral("pdftotext"), {path, QStringLiteral("-")}));
        for (const SceneItem& item : scene.items)
            if (const auto* text = std::get_if<SceneText>(&item.shape); text && text->rotation == 0)
                QVERIFY2(words.contains(text->text), qPrintable(text->text));
        QVERIFY(words.contains(QStringLiteral("Epoch"))
                || words.contains(QStringLiteral("ImageNet"))); // gap-lag

        const QString info = QString::fromUtf8(outputOf(QStringLiteral("pdfinfo"), {path}));
        static const QRegularExpression size(QStringLiteral("Page size: +([\\d.]+) x ([\\d.]+) pts"));
        const auto match = size.match(info);
        QVERIFY2(match.hasMatch(), qPrintable(info));
        QVERIFY(std::abs(match.captured(1).toDouble() - scene.width / 25.4 * 72) < .002);
        QVERIFY(std::abs(match.captured(2).toDouble() - scene.height / 25.4 * 72) < .002);
        checkPdfLooksLikePixels(scene, path);
    }

    /// The page's size was changed after Qt wrote it: nothing may have moved, and the offsets must hold.
    void checkPdfLooksLikePixels(const FigureScene& scene, const QString& path)
    {
        QProcess process;
        process.start(QStringLiteral("pdftoppm"),
                      {QStringLiteral("-r"), QStringLiteral("300"), QStringLiteral("-png"),
                       QStringLiteral("-singlefile"), path, path});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray()); // a damaged table of offsets is remarked on
        compare(QImage::fromData(fileContent(path + QStringLiteral(".png"))), scene);
    }

    void checkSvgLooksLikePixels(const FigureScene& scene, const QByteArray& svg)
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("figure.svg"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(svg) == svg.size());
        file.close();
        const QByteArray png = outputOf(
            QStringLiteral("rsvg-convert"),
            {QStringLiteral("-d"), QStringLiteral("300"), QStringLiteral("-p"), QStringLiteral("300"), path});
        compare(QImage::fromData(png), scene);
    }

    void compare(const QImage& other, const FigureScene& scene)
    {
        const QImage ours = QImage::fromData(*encodeFigure(scene, {FigureFormat::Png, 300}));
        QVERIFY(std::abs(other.width() - ours.width()) <= 1);
        QVERIFY(std::abs(other.height() - ours.height()) <= 1);
        const QImage same = other.copy(0, 0, ours.width(), ours.height());
        QImage filled(ours.size(), QImage::Format_RGB32); // where the other is a pixel smaller
        filled.fill(Qt::white);
        for (int y = 0; y < std::min(ours.height(), other.height()); ++y)
            for (int x = 0; x < std::min(ours.width(), other.width()); ++x)
                filled.setPixelColor(x, y, same.pixelColor(x, y));
        double mean = 0;
        const int largest = largestDifference(coarse(ours), coarse(filled), &mean);
        QVERIFY2(mean < 2.5,
                 qPrintable(QStringLiteral("mean difference %1, largest %2").arg(mean).arg(largest)));
        QVERIFY2(largest < 130, qPrintable(QStringLiteral("largest difference %1").arg(largest)));
    }
};

QTEST_MAIN(TestFigureWriter)
#include "tst_figurewriter.moc"
