#include "tests/support/shareddata.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/publishedfigures.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace learnscope;

namespace {
/// FACTS 1.5 gives four digits.
bool isPrinted(double value, double printed)
{
    return std::abs(value - printed) <= 5.0001e-5;
}

const ScenePanel& panelNamed(const FigureScene& scene, const QString& name)
{
    for (const ScenePanel& panel : scene.panels)
        if (panel.name == name)
            return panel;
    return scene.panels.front();
}

/// The first line called @p name.
const SceneLine* lineNamed(const FigureScene& scene, const QString& name)
{
    for (const SceneItem& item : scene.items)
        if (item.name == name)
            if (const auto* line = std::get_if<SceneLine>(&item.shape))
                return line;
    return nullptr;
}

QList<double> valuesOf(const SceneLine& line, const ScenePanel& panel)
{
    QList<double> values;
    for (const QPointF& point : line.points)
        values << panel.unmap(point).y();
    return values;
}

const FigureInput& study()
{
    static const FigureInput input = [] {
        FigureInput made = publishedInput(sharedFile("data/huber2024/trials"), 200);
        made.rules.splitRule = SplitRule::AsPublished;
        if (!addAnalysis(made))
            qFatal("the study cannot be analysed");
        return made;
    }();
    return input;
}

FigureRequest requestFor(FigureKind kind, FigureStyle style = FigureStyle::Publication)
{
    FigureRequest request;
    request.kind = kind;
    request.style = style;
    return request;
}
} // namespace

/// Figures of splits, rotation, responses and differences; the study's own figures.
class TestProfileFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsThePublishedSplit_data()
    {
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QList<double>>("views");
        QTest::addColumn<QList<double>>("objects");
        QTest::newRow("human") << "human"
                               << "Humans" << QList<double> {.4167, .5753, .5893, .6488, .7653, .7917}
                               << QList<double> {.4550, .4561, .6878, .6455, .7222, .7196};
        QTest::newRow("resnet50") << "resnet50"
                                  << "ResNet-50" << QList<double> {.4896, .5313, .6229, .7729, .7333, .7333}
                                  << QList<double> {.4296, .5370, .6056, .7056, .7500, .6741};
        QTest::newRow("alexnet") << "alexnet"
                                 << "AlexNet" << QList<double> {.4417, .4938, .6813, .7292, .6879, .6438}
                                 << QList<double> {.3574, .4704, .5574, .7148, .8806, .6574};
        QTest::newRow("vit") << "vit"
                             << "ViT" << QList<double> {.5655, .7042, .7896, .8500, .8015, .8063}
                             << QList<double> {.5344, .7500, .7630, .8296, .8611, .7796};
    }

    void drawsThePublishedSplit()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, subject);
        QFETCH(QString, title);
        QFETCH(QList<double>, views);
        QFETCH(QList<double>, objects);
        FigureRequest request = requestFor(FigureKind::NovelKnown, FigureStyle::AsPublished);
        request.filter.observers = {subject.toStdString()};
        request.legend = subject == u"human";
        const auto scene = makeFigure(request, study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->width, 2.8 * 25.4);
        QCOMPARE(scene->height, 2.2 * 25.4);
        QCOMPARE(scene->panels.size(), std::size_t(1));
        const ScenePanel& panel = scene->panels[0];
        QVERIFY(std::abs(panel.xLow - .8) < 1e-9 && std::abs(panel.xHigh - 6.2) < 1e-9);
        QCOMPARE(panel.yLow, -.06);
        QCOMPARE(panel.yHigh, 1.06);
        for (const bool isViews : {true, false}) {
            const SceneLine* line = lineNamed(
                *scene,
                subject + (isViews ? QStringLiteral(" novel views") : QStringLiteral(" novel objects")));
            QVERIFY(line);
            QCOMPARE(line->color, QColor(0x808080));
            QCOMPARE(line->width, 1.8);
            QCOMPARE(line->dash.empty(), isViews);
            const QList<double> drawn = valuesOf(*line, panel);
            QCOMPARE(drawn.size(), 6);
            for (qsizetype epoch = 0; epoch < 6; ++epoch)
                QVERIFY(isPrinted(drawn[epoch], (isViews ? views : objects)[epoch]));
        }
        const QStringList texts = textsOf(*scene);
        QVERIFY2(texts.contains(title), qPrintable(texts.join(u'|')));
        QCOMPARE(texts.contains(QStringLiteral("Novel objects")), subject == u"human");
        for (const char* tick : {"0.0", "0.5", "1.0", "1", "6"})
            QVERIFY(texts.contains(QString::fromLatin1(tick)));
        QVERIFY(scene->caption.find("begins with the id of a training object") != std::string::npos);
    }

    void splitsByExactIds()
    {
        REQUIRE_SHARED_DATA();
        FigureInput input = study();
        input.rules.splitRule = SplitRule::Exact;
        QVERIFY(addAnalysis(input));
        const auto scene = makeFigure(requestFor(FigureKind::NovelKnown), input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(4));
        const QList<double> views = valuesOf(*lineNamed(*scene, QStringLiteral("human novel views")),
                                             panelNamed(*scene, QStringLiteral("human")));
        QVERIFY(isPrinted(views[1], .5714) && isPrinted(views[4], .7679));
        QVERIFY(scene->caption.find("its id is that of a training object") != std::string::npos);
        // The intervals are drawn: a polygon with two points for each epoch.
        int bands = 0;
        for (const auto& [name, polygon] : itemsOf<ScenePolygon>(*scene))
            if (name.endsWith(QStringLiteral(" band"))) {
                ++bands;
                QCOMPARE(polygon.points.size(), std::size_t(12));
            }
        QCOMPARE(bands, 8);
    }

    void drawsTheProfileOfTheStudy()
    {
        REQUIRE_SHARED_DATA();
        // FEATURES section 5, three digits: axis, angle, people, ResNet-50.
        const std::vector<std::tuple<const char*, int, double, double>> printed = {
            {"x", -60, .599, .562}, {"x", -30, .667, .707}, {"x", 0, .683, .775},   {"x", 30, .659, .625},
            {"x", 60, .556, .397},  {"z", -60, .603, .537}, {"z", -30, .671, .675}, {"z", 0, .683, .775},
            {"z", 30, .619, .760},  {"z", 60, .591, .710}};
        const auto scene = makeFigure(requestFor(FigureKind::RotationProfile), study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(2));
        for (const auto& [axis, angle, human, network] : printed)
            for (const auto& [observer, accuracy] :
                 {std::pair("human", human), std::pair("resnet50", network)}) {
                const QString name =
                    QStringLiteral("%1 %2").arg(QLatin1String(observer), QLatin1String(axis));
                const ScenePanel& panel = panelNamed(*scene, QStringLiteral("Axis ") + QLatin1String(axis));
                const SceneLine* line = lineNamed(*scene, name);
                QVERIFY(line);
                bool found = false;
                for (const QPointF& point : line->points) {
                    const QPointF at = panel.unmap(point);
                    if (std::abs(at.x() - angle) >= 15) // moved aside, but less than half a step
                        continue;
                    found = true;
                    QVERIFY2(std::abs(at.y() - accuracy) <= 5.0001e-4, qPrintable(name));
                }
                QVERIFY(found);
            }
    }

    void drawsWhoIsAhead()
    {
        REQUIRE_SHARED_DATA();
        const auto scene = makeFigure(requestFor(FigureKind::Delta), study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(1));
        const QList<double> humans {.4370, .5182, .6415, .6471, .7479, .7535};
        const QList<double> network {.4578, .5343, .6137, .7373, .7392, .7020};
        const QList<double> drawn =
            valuesOf(*lineNamed(*scene, QStringLiteral("human resnet50")), scene->panels[0]);
        QCOMPARE(drawn.size(), 6);
        for (qsizetype epoch = 0; epoch < 6; ++epoch)
            QVERIFY(std::abs(drawn[epoch] - (humans[epoch] - network[epoch])) <= 1.0001e-4);
        const SceneLine* zero = lineNamed(*scene, QStringLiteral("zero"));
        QVERIFY(zero);
        QVERIFY(std::abs(scene->panels[0].unmap(zero->points[0]).y()) < 1e-9);
        QVERIFY(scene->caption.find("drawn independently of each other (200 draws, seed 1)")
                != std::string::npos);
    }

    void givesEveryHumanObserverAPanel()
    {
        FigureInput input = simulatedInput(3, 4, 3, 20);
        input.curves.observers[1].observer.kind = ObserverKind::Human;
        QVERIFY(addAnalysis(input));
        const auto scene = makeFigure(requestFor(FigureKind::Delta), input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(2));
        QVERIFY(lineNamed(*scene, QStringLiteral("human alexnet")));
        QVERIFY(lineNamed(*scene, QStringLiteral("resnet50 alexnet")));
        QVERIFY(scene->caption.find("One panel for each human observer") != std::string::npos);
    }

    void drawsEveryResponseAndWhatWasShown()
    {
        REQUIRE_SHARED_DATA();
        FigureRequest request = requestFor(FigureKind::ResponseShare);
        request.filter = {{"human", "resnet50"}, Phase::Test};
        const auto scene = makeFigure(request, study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(2));
        double sum = 0;
        for (const char* label : {"p", "q", "v"}) {
            const SceneLine* line =
                lineNamed(*scene, QStringLiteral("resnet50 test ") + QLatin1String(label));
            QVERIFY(line);
            sum += valuesOf(*line, scene->panels[1])[3];
        }
        QVERIFY(std::abs(sum - 1) < 1e-9);
        // All classes were shown equally often: one line at a third for both.
        int shown = 0;
        for (const auto& [name, line] : itemsOf<SceneLine>(*scene))
            if (name.endsWith(QStringLiteral(" shown"))) {
                ++shown;
                QVERIFY(std::abs(scene->panels[0].unmap(line.points[0]).y() - 1. / 3) < 1e-9);
            }
        QCOMPARE(shown, 2);
    }

    void namesTheStudysFigures()
    {
        REQUIRE_SHARED_DATA();
        QStringList files;
        for (const FigureKind kind :
             {FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs, FigureKind::NovelKnown})
            for (const PublishedFigure& figure : publishedFigures(kind, study()))
                files << QString::fromStdString(figure.file)
                        + (figure.legend ? QString() : QStringLiteral("*"));
        QCOMPARE(files,
                 QStringLiteral("performance_resnet50 performance_alexnet* performance_vit gen_lag_overview "
                                "model_runs/resnet50_Train model_runs/resnet50_Test model_runs/alexnet_Train "
                                "model_runs/alexnet_Test model_runs/vit_Train model_runs/vit_Test "
                                "test_split/human_test_performance_split_new "
                                "test_split/resnet50_test_performance_split_new* "
                                "test_split/alexnet_test_performance_split_new* "
                                "test_split/vit_test_performance_split_new*")
                     .split(u' '));
    }

    void drawsTheStudysFiguresInTheirSizes()
    {
        REQUIRE_SHARED_DATA();
        const std::map<FigureKind, QSizeF> inches = {{FigureKind::LearningCurves, {5, 4}},
                                                     {FigureKind::GapLag, {3.8, 5.2}},
                                                     {FigureKind::Runs, {5, 3.5}},
                                                     {FigureKind::NovelKnown, {2.8, 2.2}}};
        for (const auto& [kind, size] : inches)
            for (const PublishedFigure& figure : publishedFigures(kind, study())) {
                FigureRequest request = requestFor(kind, FigureStyle::AsPublished);
                request.filter = figure.filter;
                request.legend = figure.legend;
                const auto scene = makeFigure(request, study());
                QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
                QVERIFY(std::abs(scene->width / 25.4 - size.width()) < 1e-9);
                QVERIFY(std::abs(scene->height / 25.4 - size.height()) < 1e-9);
                QCOMPARE(scene->panels.size(), std::size_t(1));
                const bool explains = textsOf(*scene).contains(QStringLiteral("Train"))
                    || textsOf(*scene).contains(QStringLiteral("Novel views"));
                const bool mayExplain = kind == FigureKind::LearningCurves || kind == FigureKind::NovelKnown;
                QCOMPARE(explains, mayExplain && figure.legend);
            }
    }

    void refusesAStyleThatTheStudyDoesNotHave()
    {
        FigureInput input = simulatedInput(2, 3, 3, 0);
        QVERIFY(addAnalysis(input));
        const auto scene = makeFigure(requestFor(FigureKind::Delta, FigureStyle::AsPublished), input);
        QVERIFY(!scene);
        QCOMPARE(scene.error().kind, Error::Kind::Usage);
        QVERIFY(scene.error().message.find("the study has no figure of the kind delta") != std::string::npos);
    }

    void keepsStylesWhenSomeAreLeftOut()
    {
        FigureInput input = simulatedInput(3, 3, 3, 0);
        FigureRequest request;
        request.filter.observers = {"alexnet"};
        const auto scene = makeFigure(request, input);
        QVERIFY(scene);
        const SceneLine* line = lineNamed(*scene, QStringLiteral("alexnet test"));
        QVERIFY(line);
        QCOMPARE(line->color, styleFor(input.curves.observers[2].observer, 0).color);
        QVERIFY(!lineNamed(*scene, QStringLiteral("human test")));
        request.filter.observers = {"nobody"};
        QCOMPARE(makeFigure(request, input).error().kind, Error::Kind::Mismatch);
    }
};

QTEST_MAIN(TestProfileFigures)
#include "tst_profilefigures.moc"
