#include "tests/support/shareddata.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figureinput.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace learnscope;

namespace {
constexpr std::array styles = {FigureStyle::Publication, FigureStyle::AsPublished};

/// The points of the line called @p name, in data units.
std::vector<QPointF> curveNamed(const FigureScene& scene, const QString& name, const ScenePanel& panel)
{
    for (const auto& [itemName, line] : itemsOf<SceneLine>(scene))
        if (itemName == name) {
            std::vector<QPointF> points;
            for (const QPointF point : line.points)
                points.push_back(panel.unmap(point));
            return points;
        }
    return {};
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}
} // namespace

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheNumbersOfTheCurves()
    {
        const FigureInput input = simulatedInput();
        const auto scene = makeFigure({}, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        const auto lines = itemsOf<SceneLine>(*scene);
        for (const ObserverCurves& curves : input.curves.observers)
            for (const auto& [phase, points] :
                 {std::pair("train", &curves.train), std::pair("test", &curves.test)}) {
                const QString name = QStringLiteral("%1 %2").arg(QString::fromStdString(curves.observer.name),
                                                                 QLatin1String(phase));
                const auto drawn = curveNamed(*scene, name, scene->panels.front());
                QCOMPARE(drawn.size(), points->size());
                for (std::size_t index = 0; index < drawn.size(); ++index) {
                    QVERIFY(near(drawn[index].x(), (*points)[index].epoch));
                    QVERIFY(near(drawn[index].y(), (*points)[index].mean));
                }
                const auto dashed = std::find_if(lines.begin(), lines.end(),
                                                 [&](const auto& line) { return line.first == name; });
                QCOMPARE(!dashed->second.dash.empty(), phase == std::string_view("train"));
            }
    }

    void drawsTheBandsOfTheCurves()
    {
        const FigureInput input = simulatedInput(2);
        const auto scene = makeFigure({}, input);
        QVERIFY(scene);
        const auto& points = input.curves.observers[1].test;
        int found = 0;
        for (const auto& [name, polygon] : itemsOf<ScenePolygon>(*scene)) {
            if (name != QStringLiteral("resnet50 test band"))
                continue;
            ++found;
            QCOMPARE(polygon.points.size(), 2 * points.size());
            for (std::size_t index = 0; index < points.size(); ++index) {
                QVERIFY(near(scene->panels[0].unmap(polygon.points[index]).y(), points[index].band->high));
                QVERIFY(near(scene->panels[0].unmap(polygon.points[2 * points.size() - 1 - index]).y(),
                             points[index].band->low));
            }
        }
        QCOMPARE(found, 1);
    }

    void drawsEveryRun()
    {
        FigureRequest request;
        request.kind = FigureKind::Runs;
        const FigureInput input = simulatedInput(3, 5, 4, 0);
        const auto scene = makeFigure(request, input);
        QVERIFY(scene);
        QCOMPARE(scene->panels.size(), std::size_t(6));
        std::size_t lines = 0;
        for (const auto& [name, line] : itemsOf<SceneLine>(*scene))
            if (name.endsWith(QStringLiteral(" runs"))) {
                ++lines;
                QCOMPARE(line.points.size(), std::size_t(4));
            }
        QCOMPARE(lines, std::size_t(3 * 5 * 2));
        const auto mean = curveNamed(*scene, QStringLiteral("alexnet test mean"), scene->panels[5]);
        QCOMPARE(scene->panels[5].name, QStringLiteral("alexnet test"));
        QCOMPARE(mean.size(), std::size_t(4));
        for (std::size_t index = 0; index < mean.size(); ++index)
            QVERIFY(near(mean[index].y(), input.curves.observers[2].test[index].mean));
    }

    void keepsTextApartAndOnThePage_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("style");
        QTest::addColumn<double>("width");
        QTest::addColumn<int>("observers");
        QTest::addColumn<int>("epochs");
        for (const FigureKind kind : figureKinds())
            for (const FigureStyle style : styles)
                for (const double width : {0., 60., 85., 120., 183.})
                    for (const int observers : {kind == FigureKind::Delta ? 3 : 1, 2, 4, 7})
                        for (const int epochs : {kind == FigureKind::GapLag ? 4 : 1, 6, 120}) {
                            if (!figureHasStyle(kind, style))
                                continue;
                            QTest::addRow("%s %s %g mm %d observers %d epochs", toString(kind).data(),
                                          toString(style).data(), width, observers, epochs)
                                << int(kind) << int(style) << width << observers << epochs;
                        }
    }

    void keepsTextApartAndOnThePage()
    {
        QFETCH(int, kind);
        QFETCH(int, style);
        QFETCH(double, width);
        QFETCH(int, observers);
        QFETCH(int, epochs);
        static std::map<std::pair<int, int>, FigureInput> inputs;
        const auto [input, isNew] = inputs.try_emplace({observers, epochs});
        if (isNew)
            input->second = simulatedInput(std::size_t(observers), 4, epochs, 50);
        QVERIFY(completeInput(input->second, FigureKind(kind)));
        FigureRequest request;
        request.kind = FigureKind(kind);
        request.style = FigureStyle(style);
        request.width = width;
        const auto scene = makeFigure(request, input->second);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        const auto texts = itemsOf<SceneText>(*scene);
        const QRectF page(0, 0, scene->width, scene->height);
        for (std::size_t index = 0; index < texts.size(); ++index) {
            const QRectF box = boundsOf(texts[index].second);
            QVERIFY2(page.contains(box),
                     qPrintable(texts[index].second.text + QStringLiteral(" leaves the page")));
            for (std::size_t other = 0; other < index; ++other)
                QVERIFY2(
                    !box.adjusted(.05, .05, -.05, -.05).intersects(boundsOf(texts[other].second)),
                    qPrintable(texts[index].second.text + QStringLiteral(" on ") + texts[other].second.text));
        }
        if (width > 0)
            QCOMPARE(scene->width, width);
    }

    void putsAKeyBelowWhereDirectLabelsDoNotFit()
    {
        FigureRequest request;
        request.width = 183;
        request.height = 32;
        const auto scene = makeFigure(request, simulatedInput());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        for (const auto& [name, text] : itemsOf<SceneText>(*scene))
            QVERIFY(!name.endsWith(QStringLiteral(" label")));
        QVERIFY(textsOf(*scene).contains(QStringLiteral("EfficientNetV2-M")));
    }

    void givesTheLagsOfTheStudy()
    {
        REQUIRE_SHARED_DATA();
        // FACTS 1.5: the published lags.
        const std::map<std::string, double> lags = {{"human", 0.0026610644},
                                                    {"resnet50", 0.2326960784},
                                                    {"alexnet", 0.1221949891},
                                                    {"vit", 0.1777505447}};
        FigureRequest request;
        request.kind = FigureKind::GapLag;
        request.style = FigureStyle::AsPublished;
        const FigureInput input = publishedInput(sharedFile("data/huber2024/trials"));
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(std::round(scene->width * 10), std::round(3.8 * 254));
        QCOMPARE(std::round(scene->height * 10), std::round(5.2 * 254));
        const ScenePanel& panel = scene->panels.front();
        int circles = 0;
        for (const auto& [name, marker] : itemsOf<SceneMarker>(*scene)) {
            ++circles;
            const KnownNetwork* network = findKnownNetwork(name.toStdString());
            QVERIFY(network);
            const QPointF at = panel.unmap(marker.center);
            QVERIFY(near(at.x(), network->imagenetTop1));
            QVERIFY(std::abs(at.y() - lags.at(name.toStdString())) < 1e-9);
            // matplotlib's s = 10 x millions of parameters: the square of the diameter in points
            QVERIFY(std::abs(marker.size * marker.size - 10 * network->parametersMillion) < 1e-6);
        }
        QCOMPARE(circles, 3);
        for (const auto& [name, line] : itemsOf<SceneLine>(*scene))
            if (name == QStringLiteral("human")) {
                QVERIFY(std::abs(panel.unmap(line.points[0]).y() - lags.at("human")) < 1e-9);
                QVERIFY(near(panel.unmap(line.points[0]).x(), .804));
                QVERIFY(near(panel.unmap(line.points[1]).x(), .9));
            }
        QVERIFY(textsOf(*scene).contains(QStringLiteral("(61.1M)")));
        QVERIFY(!textsOf(*scene).contains(QStringLiteral("(81.1M)")));
    }

    void namesWhatItLeavesOut()
    {
        FigureInput input = simulatedInput(2);
        input.curves.observers[1].observer.name = "mynet";
        input.curves.observers[1].observer.label = "MyNet";
        FigureRequest request;
        request.kind = FigureKind::GapLag;
        auto scene = makeFigure(request, input);
        QVERIFY(scene);
        QCOMPARE(scene->notes.size(), std::size_t(1));
        QVERIFY(scene->notes[0].find("MyNet") != std::string::npos);
        QVERIFY(scene->caption.find("MyNet is left out") != std::string::npos);

        request.networks = {{"mynet", {}, .7, 12.3, KnownNetwork::Generation::Classic}};
        scene = makeFigure(request, input);
        QVERIFY(scene);
        QVERIFY(scene->notes.empty());
        QVERIFY(textsOf(*scene).contains(QStringLiteral("12.3M")));
    }

    void drawsErrorBarsOfTheLag()
    {
        FigureRequest request;
        request.kind = FigureKind::GapLag;
        const FigureInput input = simulatedInput(2);
        const auto scene = makeFigure(request, input);
        QVERIFY(scene);
        const auto bar = curveNamed(*scene, QStringLiteral("resnet50"), scene->panels[0]);
        QCOMPARE(bar.size(), std::size_t(2));
        QVERIFY(near(bar[0].y(), input.curves.observers[1].lagBand->low));
        QVERIFY(near(bar[1].y(), input.curves.observers[1].lagBand->high));
    }

    void saysWhatTheCaptionMust()
    {
        FigureInput input = simulatedInput(2);
        input.curves.options.bootstrapDraws = 10000;
        input.curves.options.seed = 42;
        const auto scene = makeFigure({}, input);
        QVERIFY(scene);
        for (const char* part : {"Humans (n = 6 participants)", "ResNet-50 (n = 6 runs)", "95 %",
                                 "10,000 draws", "seed 42", "12 trials"})
            QVERIFY2(scene->caption.find(part) != std::string::npos, part);
        FigureRequest lag;
        lag.kind = FigureKind::GapLag;
        QVERIFY(makeFigure(lag, input)->caption.find("Window as published") != std::string::npos);
        input.curves.options.lagRule = LagRule::CommonWindow;
        QVERIFY(makeFigure(lag, input)->caption.find("Window common to all") != std::string::npos);
    }

    void saysWhichPhaseIsDrawn()
    {
        const FigureInput input = simulatedInput(2);
        FigureRequest request;
        for (const FigureKind kind : {FigureKind::LearningCurves, FigureKind::Runs}) {
            request.kind = kind;
            request.filter.phase = {};
            QVERIFY(makeFigure(request, input)->caption.find("dashed: train") != std::string::npos);
            request.filter.phase = Phase::Test;
            const auto test = makeFigure(request, input);
            QVERIFY(test->caption.starts_with("Accuracy in test trials by epoch"));
            QVERIFY(test->caption.find("dashed") == std::string::npos);
            QVERIFY(!textsOf(*test).contains(QStringLiteral("train")));
            request.filter.phase = Phase::Train;
            const auto train = makeFigure(request, input);
            QVERIFY(train->caption.starts_with("Accuracy in train trials by epoch"));
            QVERIFY(!textsOf(*train).contains(QStringLiteral("test")));
        }
    }

    void writesTheNumbersItDraws()
    {
        const FigureInput input = simulatedInput(2);
        for (const FigureKind kind : {FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs}) {
            FigureRequest request;
            request.kind = kind;
            const auto data = figureData(request, input);
            QVERIFY(data);
            const QStringList rows =
                QString::fromStdString(*data).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            const qsizetype columns = rows.front().count(QLatin1Char(','));
            for (const QString& row : rows)
                QCOMPARE(row.count(QLatin1Char(',')), columns);
            const qsizetype expected = kind == FigureKind::LearningCurves ? 1 + 2 * 12 + 2
                : kind == FigureKind::GapLag                              ? 1 + 2
                                                                          : 1 + 2 * (12 * 6 + 12) + 2;
            QCOMPARE(rows.size(), expected);
        }
        const QString data = QString::fromStdString(*figureData({}, input));
        const CurvePoint& point = input.curves.observers[1].test[2];
        const QStringList fields = data.split(QLatin1Char('\n'))
                                       .filter(QStringLiteral("mean,resnet50,ResNet-50,test,3,"))
                                       .value(0)
                                       .split(QLatin1Char(','));
        QCOMPARE(fields.size(), 10);
        QCOMPARE(fields[5].toDouble(), point.mean); // exactly: the text reads back as the same number
        QCOMPARE(fields[6].toDouble(), point.band->low);
        QCOMPARE(fields[7].toDouble(), point.band->high);
    }

    void refusesWhatCannotBeDrawn_data()
    {
        QTest::addColumn<int>("observers");
        QTest::addColumn<double>("width");
        QTest::addColumn<double>("height");
        QTest::addColumn<double>("fontSize");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("message");
        QTest::newRow("nobody") << 0 << 85. << 60. << 7. << int(Error::Kind::Mismatch)
                                << QStringLiteral("no observer is chosen");
        QTest::newRow("narrow") << 1 << 5. << 60. << 7. << int(Error::Kind::Usage)
                                << QStringLiteral("20 to 1000 mm");
        QTest::newRow("too large") << 1 << 85. << 2000. << 7. << int(Error::Kind::Usage)
                                   << QStringLiteral("20 to 1000 mm");
        QTest::newRow("tiny text") << 1 << 85. << 60. << 1. << int(Error::Kind::Usage)
                                   << QStringLiteral("4 to 24 pt");
        QTest::newRow("no room") << 7 << 30. << 20. << 12. << int(Error::Kind::Usage)
                                 << QStringLiteral("too small for this figure");
    }

    void refusesWhatCannotBeDrawn()
    {
        QFETCH(int, observers);
        QFETCH(double, width);
        QFETCH(double, height);
        QFETCH(double, fontSize);
        QFETCH(int, kind);
        QFETCH(QString, message);
        FigureInput input = observers ? simulatedInput(std::size_t(observers)) : FigureInput();
        QVERIFY(addAnalysis(input));
        for (const FigureKind figure : figureKinds()) {
            FigureRequest request;
            request.kind = figure;
            request.width = width;
            request.height = height;
            request.fontSize = fontSize;
            const auto scene = makeFigure(request, input);
            QVERIFY(!scene);
            QCOMPARE(int(scene.error().kind), kind);
            QVERIFY2(QString::fromStdString(scene.error().message).contains(message),
                     scene.error().message.c_str());
        }
    }

    void readsLengths_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("millimetres"); // 0: refused
        QTest::newRow("mm") << QStringLiteral("85mm") << 85.;
        QTest::newRow("cm") << QStringLiteral("8.5 cm") << 85.;
        QTest::newRow("in") << QStringLiteral("3.5in") << 88.9;
        QTest::newRow("pt") << QStringLiteral("72pt") << 25.4;
        QTest::newRow("bare") << QStringLiteral("120") << 120.;
        QTest::newRow("px") << QStringLiteral("85px") << 0.;
        QTest::newRow("words") << QStringLiteral("wide") << 0.;
        QTest::newRow("negative") << QStringLiteral("-85mm") << 0.;
        QTest::newRow("endless") << QStringLiteral("inf") << 0.;
        QTest::newRow("empty") << QString() << 0.;
    }

    void readsLengths()
    {
        QFETCH(QString, text);
        QFETCH(double, millimetres);
        const auto length = parseLength(text.toStdString());
        QCOMPARE(length.value_or(0), millimetres);
        if (!length)
            QCOMPARE(length.error().kind, Error::Kind::Usage);
    }
};

QTEST_MAIN(TestFigures)
#include "tst_figures.moc"
