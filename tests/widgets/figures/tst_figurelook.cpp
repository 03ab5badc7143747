#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figurepalette.h"
#include "widgets/figures/journals.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace learnscope;

namespace {
FigureRequest requestOf(FigureKind kind)
{
    FigureRequest request;
    request.kind = kind;
    request.width = 183;
    return request;
}

double lightness(const QColor& color)
{
    const double channel = color.redF();
    const double luminance = channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
    return luminance > 216. / 24389 ? 116 * std::cbrt(luminance) - 16 : luminance * 24389 / 27;
}

std::set<QRgb> curveColors(const FigureScene& scene)
{
    std::set<QRgb> colors;
    for (const auto& [name, line] : itemsOf<SceneLine>(scene))
        if (name.endsWith(QStringLiteral(" test")))
            colors.insert(line.color.rgb());
    return colors;
}

double widthOf(const FigureScene& scene, const QString& name)
{
    for (const auto& [itemName, line] : itemsOf<SceneLine>(scene))
        if (itemName == name)
            return line.width;
    return 0;
}
} // namespace

class TestFigureLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void palettesGiveEveryObserverItsColor_data()
    {
        QTest::addColumn<int>("palette");
        QTest::addColumn<int>("colors");
        QTest::addColumn<QString>("humans");
        QTest::newRow("observers") << int(FigurePalette::Observers) << 7 << QStringLiteral("#dd3497");
        QTest::newRow("okabe-ito") << int(FigurePalette::OkabeIto) << 7 << QStringLiteral("#cc79a7");
        QTest::newRow("greyscale") << int(FigurePalette::Greyscale) << 7 << QStringLiteral("#000000");
        QTest::newRow("study") << int(FigurePalette::Study) << 3 << QStringLiteral("#dd3497");
    }

    void palettesGiveEveryObserverItsColor()
    {
        QFETCH(int, palette);
        QFETCH(int, colors);
        QFETCH(QString, humans);
        const FigureInput input = simulatedInput();
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        request.palette = FigurePalette(palette);
        const auto styles = paletteStyles(request, input);
        QCOMPARE(styles.size(), input.curves.observers.size());
        QCOMPARE(styles.front().color.name(), humans);
        std::set<Marker> markers;
        std::set<QRgb> expected;
        for (const ObserverStyle& style : styles) {
            markers.insert(style.marker);
            expected.insert(style.color.rgb());
        }
        QCOMPARE(markers.size(), styles.size()); // colour is never the only sign
        QCOMPARE(int(expected.size()), colors);
        QCOMPARE(curveColors(*makeFigure(request, input)), expected);
    }

    void greysDifferEvenly()
    {
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        request.palette = FigurePalette::Greyscale;
        std::vector<double> steps;
        for (const ObserverStyle& style : paletteStyles(request, simulatedInput())) {
            QCOMPARE(style.color.red(), style.color.green());
            QCOMPARE(style.color.red(), style.color.blue());
            steps.push_back(lightness(style.color));
        }
        for (std::size_t step = 0; step < steps.size(); ++step)
            QVERIFY2(std::abs(steps[step] - 12. * double(step)) < .5,
                     qPrintable(QString::number(steps[step])));
    }

    void publishedStyleKeepsItsColorsAndLines()
    {
        const FigureInput input = simulatedInput();
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        request.style = FigureStyle::AsPublished;
        const FigureScene plain = *makeFigure(request, input);
        request.palette = FigurePalette::Greyscale;
        request.lineWidth = 3;
        QVERIFY(*makeFigure(request, input) == plain);
    }

    void linesAreAsWideAsAskedFor()
    {
        const FigureInput input = simulatedInput();
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        const FigureScene plain = *makeFigure(request, input);
        QCOMPARE(widthOf(plain, QStringLiteral("human test")), 1.1);
        request.lineWidth = 2.2;
        const FigureScene wide = *makeFigure(request, input);
        QCOMPARE(widthOf(wide, QStringLiteral("human test")), 2.2);
        QCOMPARE(widthOf(wide, QStringLiteral("human train")), 1.6);
        QCOMPARE(widthOf(wide, QStringLiteral("axes")), widthOf(plain, QStringLiteral("axes")));
        QCOMPARE(widthOf(wide, QStringLiteral("grid")), widthOf(plain, QStringLiteral("grid")));
        request.fontSize = 14; // the width in pt holds beside text of any size
        QCOMPARE(widthOf(*makeFigure(request, input), QStringLiteral("human test")), 2.2);
        for (const double width : {.05, 11., -1., std::nan("")}) {
            request.lineWidth = width;
            QCOMPARE(makeFigure(request, input).error().kind, Error::Kind::Usage);
        }
    }

    void namesReadBack()
    {
        for (const FigurePalette palette : figurePalettes())
            QCOMPARE(int(*figurePaletteFromName(toString(palette))), int(palette));
        QVERIFY(figurePaletteFromName("rainbow").error().message.find("okabe-ito, greyscale or study")
                != std::string::npos);
        std::set<std::string_view> ids;
        for (const JournalPreset& preset : journalPresets()) {
            QVERIFY(ids.insert(preset.id).second);
            QCOMPARE(journalPresetFromId(preset.id)->width, preset.width);
        }
        QCOMPARE(journalPresetFromId("nature")->width, 89.);
        QCOMPARE(journalPresetFromId("plos-2")->width, 190.5);
        QVERIFY(!journalPresetFromId("nat"));
        QVERIFY(journalPresetFromId("cell").error().message.find("elsevier-1.5") != std::string::npos);
    }

    /// All presets draw all kinds, and keep to what they say themselves.
    void presetsKeepToTheirRules_data()
    {
        QTest::addColumn<QString>("id");
        for (const JournalPreset& preset : journalPresets())
            QTest::newRow(preset.id.data()) << QString::fromLatin1(preset.id.data());
    }

    void presetsKeepToTheirRules()
    {
        QFETCH(QString, id);
        const JournalPreset preset = *journalPresetFromId(id.toStdString());
        FigureOutput output;
        output.dpi = preset.dpi;
        output.textAs = preset.textAs;
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        request.width = preset.width;
        request.fontSize = preset.fontSize;
        const auto scene = makeFigure(request, simulatedInput());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        for (const FigureFormat format : {FigureFormat::Pdf, FigureFormat::Tiff}) {
            output.format = format;
            const auto remarks = remarksOn(*scene, output, preset);
            QVERIFY2(remarks.empty(), remarks.empty() ? "" : remarks.front().c_str());
        }
    }

    void remarksNameWhatIsWrong_data()
    {
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("fontSize");
        QTest::addColumn<double>("dpi");
        QTest::addColumn<QString>("remark");
        QTest::newRow("nothing") << 89. << 60. << 7. << 300. << QString();
        QTest::newRow("width") << 120. << 60. << 7. << 300.
                               << QStringLiteral("120 mm wide; Nature asks for at most 89 mm in one column");
        QTest::newRow("height") << 89. << 250. << 7. << 300.
                                << QStringLiteral("250 mm high; Nature asks for at most 247 mm");
        QTest::newRow("small text") << 89. << 60. << 4.5 << 300.
                                    << QStringLiteral(
                                           "smallest text has 4.5 pt; Nature asks for 5 pt or more");
        QTest::newRow("large text") << 89. << 90. << 9. << 300.
                                    << QStringLiteral("largest text has 9 pt; Nature asks for 7 pt or less");
        QTest::newRow("resolution") << 89. << 60. << 7. << 200.
                                    << QStringLiteral("200 dpi; Nature asks for 300 dpi or more");
    }

    void remarksNameWhatIsWrong()
    {
        QFETCH(double, width);
        QFETCH(double, height);
        QFETCH(double, fontSize);
        QFETCH(double, dpi);
        QFETCH(QString, remark);
        FigureRequest request = requestOf(FigureKind::LearningCurves);
        request.width = width;
        request.height = height;
        request.fontSize = fontSize;
        FigureOutput output;
        output.format = FigureFormat::Png;
        output.dpi = dpi;
        const auto remarks =
            remarksOn(*makeFigure(request, simulatedInput(2)), output, *journalPresetFromId("nature-1"));
        QCOMPARE(remarks.size(), remark.isEmpty() ? std::size_t(0) : std::size_t(1));
        if (!remark.isEmpty())
            QVERIFY2(QString::fromStdString(remarks.front()).contains(remark), remarks.front().c_str());
    }

    void opaqueFilesHaveNoTransparency()
    {
        const FigureScene scene = *makeFigure(requestOf(FigureKind::LearningCurves), simulatedInput());
        FigureOutput output;
        output.format = FigureFormat::Svg;
        QVERIFY(encodeFigure(scene, output)->contains("fill-opacity"));
        output.opaque = true;
        const QByteArray svg = *encodeFigure(scene, output);
        QVERIFY(!svg.contains("opacity"));
        QVERIFY(svg.contains("#fadfee")); // 16 % of the humans' #dd3497 on white
    }
};

QTEST_MAIN(TestFigureLook)
#include "tst_figurelook.moc"
