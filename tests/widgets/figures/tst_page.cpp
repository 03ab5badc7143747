#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/page.h"
#include "widgets/figures/pagefile.h"

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::array fourKinds = {FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::LearningCurves,
                                  FigureKind::Runs};

FigurePage pageOf(std::initializer_list<FigureKind> kinds, int columns, double height = 120)
{
    FigurePage page = makePage(std::vector<FigureKind>(kinds));
    page.height = height;
    arrangeOnGrid(page, columns);
    return page;
}

const FigureInput& input()
{
    static const FigureInput made = simulatedInput(4, 5, 6, 60);
    return made;
}

const ScenePanel& plotOf(const FigureScene& scene, const QString& letter)
{
    for (const ScenePanel& panel : scene.panels)
        if (panel.name.startsWith(letter + QLatin1Char(' ')))
            return panel;
    return scene.panels.front();
}

std::vector<SceneText> textsOf(const FigureScene& scene, SceneRole role, const QString& prefix = {})
{
    std::vector<SceneText> texts;
    for (const SceneItem& item : scene.items)
        if (const auto* text = std::get_if<SceneText>(&item.shape);
            text && item.role == role && item.name.startsWith(prefix))
            texts.push_back(*text);
    return texts;
}

QStringList wordsOf(const std::vector<SceneText>& texts)
{
    QStringList words;
    for (const SceneText& text : texts)
        words << text.text;
    return words;
}
} // namespace

class TestPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plotsLineUp()
    {
        const FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::LearningCurves,
                                        FigureKind::LearningCurves, FigureKind::GapLag},
                                       2);
        const auto scene = layOutPage(page, input());
        QVERIFY2(scene, scene ? "" : scene.error().toString().c_str());
        QCOMPARE(scene->panels.size(), std::size_t(4));
        const auto area = [&](const char* letter) {
            return plotOf(*scene, QString::fromLatin1(letter)).area;
        };
        const auto same = [](double a, double b) { return std::abs(a - b) < .02; };
        QVERIFY(same(area("a").left(), area("c").left()));
        QVERIFY(same(area("a").right(), area("c").right()));
        QVERIFY(same(area("b").left(), area("d").left()));
        QVERIFY(same(area("b").right(), area("d").right()));
        QVERIFY(same(area("a").top(), area("b").top()));
        QVERIFY(same(area("a").bottom(), area("b").bottom()));
        QVERIFY(same(area("c").top(), area("d").top()));
        QVERIFY(same(area("c").bottom(), area("d").bottom()));
    }

    void everythingStaysInItsFrame_data()
    {
        QTest::addColumn<bool>("shared");
        QTest::addColumn<int>("columns");
        for (const bool shared : {false, true})
            for (const int columns : {1, 2, 3})
                QTest::addRow("%d columns %s", columns, shared ? "shared" : "alone") << shared << columns;
    }

    void everythingStaysInItsFrame()
    {
        QFETCH(bool, shared);
        QFETCH(int, columns);
        FigurePage page = makePage(fourKinds);
        page.sharedAxes = page.sharedKey = shared;
        page.height = columns == 1 ? 240 : 150;
        arrangeOnGrid(page, columns);
        const auto scene = layOutPage(page, input());
        QVERIFY2(scene, scene ? "" : scene.error().toString().c_str());
        for (std::size_t index = 0; index < page.panels.size(); ++index) {
            const QString prefix = QString(QChar(u'a' + int(index))) + QLatin1Char(' ');
            const QRectF frame = page.panels[index].frame.adjusted(-.06, -.06, .06, .06);
            for (const SceneItem& item : scene->items)
                if (const auto* text = std::get_if<SceneText>(&item.shape);
                    text && item.name.startsWith(prefix))
                    QVERIFY2(frame.contains(boundsOf(*text)), qPrintable(text->text));
            for (const ScenePanel& panel : scene->panels)
                if (panel.name.startsWith(prefix))
                    QVERIFY(frame.contains(panel.area));
        }
    }

    void sharesAxes()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::LearningCurves,
                                  FigureKind::LearningCurves, FigureKind::LearningCurves},
                                 2);
        const FigureScene shared = *layOutPage(page, input());
        const auto has = [](const FigureScene& scene, SceneRole role, const char* letter) {
            return !textsOf(scene, role, QString::fromLatin1(letter) + QLatin1Char(' ')).empty();
        };
        for (const char* letter : {"a", "b", "c", "d"}) {
            const bool below = *letter == 'c' || *letter == 'd';
            const bool left = *letter == 'a' || *letter == 'c';
            QCOMPARE(has(shared, SceneRole::XTitle, letter), below);
            QCOMPARE(has(shared, SceneRole::XLabels, letter), below);
            QCOMPARE(has(shared, SceneRole::YTitle, letter), left);
            QCOMPARE(has(shared, SceneRole::YLabels, letter), left);
        }
        page.sharedAxes = false;
        const FigureScene alone = *layOutPage(page, input());
        QCOMPARE(textsOf(alone, SceneRole::XTitle).size(), std::size_t(4));
        // the room goes to the plots
        QVERIFY(plotOf(shared, QStringLiteral("a")).area.height()
                > plotOf(alone, QStringLiteral("a")).area.height() + 3);
        QVERIFY(plotOf(shared, QStringLiteral("b")).area.width()
                > plotOf(alone, QStringLiteral("b")).area.width() + 3);
    }

    void sharesNoAxisWithAnotherRange()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::GapLag}, 1);
        const FigureScene scene = *layOutPage(page, input());
        QCOMPARE(textsOf(scene, SceneRole::XTitle, QStringLiteral("a ")).size(), std::size_t(1));
        QCOMPARE(textsOf(scene, SceneRole::XTitle, QStringLiteral("b ")).size(), std::size_t(1));
    }

    void sharesOneKey()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::LearningCurves}, 2, 70);
        page.panels[1].observers = {"resnet50", "human"};
        const FigureScene scene = *layOutPage(page, input());
        const QStringList key = wordsOf(textsOf(scene, SceneRole::Key));
        QCOMPARE(key.count(QStringLiteral("test")), 1);
        for (const char* label : {"Humans", "ResNet-50", "AlexNet", "VGG-16"})
            QCOMPARE(key.count(QString::fromLatin1(label)), 1);
        for (const SceneText& text : textsOf(scene, SceneRole::Key))
            QVERIFY(page.keyFrame.adjusted(-.1, -.1, .1, .6).contains(boundsOf(text)));
        page.sharedKey = false;
        const QStringList own = wordsOf(textsOf(*layOutPage(page, input()), SceneRole::Key));
        QCOMPARE(own.count(QStringLiteral("test")), 2);
        QCOMPARE(own.count(QStringLiteral("Humans")), 2);
        QCOMPARE(own.count(QStringLiteral("AlexNet")), 1);
    }

    void keepsOneColorForEachObserver()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::LearningCurves}, 2, 70);
        page.palette = FigurePalette::Greyscale;
        page.panels[1].observers = {"alexnet"};
        const FigureScene scene = *layOutPage(page, input());
        std::map<QString, QRgb> colors;
        for (const auto& [name, line] : itemsOf<SceneLine>(scene))
            if (name.endsWith(QStringLiteral("alexnet test")))
                colors[name.left(1)] = line.color.rgb();
        QCOMPARE(colors.size(), std::size_t(2));
        QCOMPARE(colors[QStringLiteral("a")], colors[QStringLiteral("b")]);
    }

    void writesLetters()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs}, 3, 80);
        page.letters = {true, true, true, 10};
        page.panels[1].letter = "X";
        const FigureScene scene = *layOutPage(page, input());
        const auto letters = textsOf(scene, SceneRole::Letter);
        QCOMPARE(wordsOf(letters),
                 (QStringList {QStringLiteral("A"), QStringLiteral("X"), QStringLiteral("B")}));
        for (std::size_t index = 0; index < letters.size(); ++index) {
            QCOMPARE(letters[index].size, 10.);
            QVERIFY(letters[index].bold);
            QCOMPARE(letters[index].position.x(), page.panels[index].frame.left());
            const QRectF letter = boundsOf(letters[index]);
            for (const SceneItem& item : scene.items) // nothing is written over a letter
                if (const auto* text = std::get_if<SceneText>(&item.shape);
                    text && item.role != SceneRole::Letter)
                    QVERIFY2(!letter.adjusted(.1, .8, -.1, -.8).intersects(boundsOf(*text)),
                             qPrintable(text->text));
        }
        QVERIFY(scene.caption.starts_with("A, Accuracy by epoch"));
        QVERIFY(scene.caption.find(" X, Generalisation lag") != std::string::npos);
        page.letters.shown = false;
        QVERIFY(textsOf(*layOutPage(page, input()), SceneRole::Letter).empty());
    }

    void saysWhatDoesNotFit_data()
    {
        QTest::addColumn<QRectF>("frame");
        QTest::addColumn<QString>("message");
        QTest::newRow("over the edge")
            << QRectF(170, 10, 40, 40) << QStringLiteral("panel b reaches over the edge of the page");
        QTest::newRow("small") << QRectF(10, 10, 10, 40)
                               << QStringLiteral("panel b is smaller than 15 x 15 mm");
        QTest::newRow("too small for it") << QRectF(100, 10, 16, 16) << QStringLiteral("panel b: a page of");
    }

    void saysWhatDoesNotFit()
    {
        QFETCH(QRectF, frame);
        QFETCH(QString, message);
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::LearningCurves}, 2);
        page.sharedKey = false;
        page.panels[1].frame = frame;
        const auto scene = layOutPage(page, input());
        QVERIFY(!scene);
        QCOMPARE(scene.error().kind, Error::Kind::Usage);
        QVERIFY2(QString::fromStdString(scene.error().message).contains(message),
                 scene.error().message.c_str());
        page.panels.clear();
        QCOMPARE(layOutPage(page, input()).error().kind, Error::Kind::Mismatch);
    }

    void readsBackWhatItWrote()
    {
        FigurePage page = pageOf({FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs}, 2);
        page.letters = {false, false, true, 9};
        page.palette = FigurePalette::OkabeIto;
        page.lineWidth = 1.5;
        page.sharedAxes = false;
        page.panels[1].observers = {"human", "alexnet"};
        page.panels[2].letter = "";
        page.panels[0].part.phase = Phase::Train;
        page.panels.push_back({FigureKind::Confusion, QRectF(2, 2, 60, 60)});
        page.panels[3].part = {Phase::Test, true, {1, 4, 5, 6}};
        for (PagePanel& panel : page.panels) // page files hold micrometres
            panel.frame = QRectF(panel.frame.toRect());
        page.keyFrame = QRectF(page.keyFrame.toRect());
        const auto read = pageFromJson(pageJson(page));
        QVERIFY2(read, read ? "" : read.error().toString().c_str());
        QVERIFY(*read == page);

        PageFile file {
            page, {}, AnalysisOptions(), {{"my", "My net", .5, 12, KnownNetwork::Generation::Classic}}};
        file.rules.curves.seed = 7;
        file.rules.curves.lagRule = LagRule::CommonWindow;
        file.tables = {{"/data/trials/human.csv",
                        "ab",
                        "human",
                        "Humans",
                        ObserverKind::Human,
                        {RunSelection::Rule::Learners, {}},
                        ObserverStyle {QColor(0x123456), Marker::Cross},
                        {"x"}},
                       {"/data/net.csv",
                        {},
                        "net",
                        "net",
                        ObserverKind::Network,
                        {RunSelection::Rule::Listed, {1, 5}},
                        {}}};
        const std::string text = pageFileJson(file, "/data/pages/figure.json");
        QVERIFY(text.find("\"../trials/human.csv\"") != std::string::npos);
        const auto all = pageFileFromJson(text, "/data/pages/figure.json");
        QVERIFY2(all, all ? "" : all.error().toString().c_str());
        QVERIFY(all->page == page);
        QVERIFY(all->tables == file.tables);
        QVERIFY(all->networks == file.networks);
        QVERIFY(all->rules == file.rules);
        const auto moved = pageFileFromJson(text, "/other/pages/figure.json");
        QCOMPARE(moved->tables[0].file, std::string("/other/trials/human.csv"));
    }

    void panelsDrawThePartThatIsChosen()
    {
        FigureInput data = input();
        FigurePage page = pageOf({FigureKind::Confusion, FigureKind::Confusion}, 2);
        page.panels[0].part = {Phase::Train, true, {2, 3}};
        QVERIFY(addAnalysis(data, partsForPage(page)));
        const auto scene = layOutPage(page, data);
        QVERIFY2(scene, scene ? "" : scene.error().toString().c_str());
        const auto textsIn = [&](const QRectF& frame) {
            QStringList texts;
            for (const SceneItem& item : scene->items)
                if (const auto* text = std::get_if<SceneText>(&item.shape);
                    text && frame.contains(text->position))
                    texts << text->text;
            return texts;
        };
        const QStringList first = textsIn(page.panels[0].frame);
        QVERIFY(first.contains(QStringLiteral("Epoch 2")) && first.contains(QStringLiteral("Epoch 3")));
        QCOMPARE(first.filter(QStringLiteral("Epoch ")).size(), 2);
        const Confusion& confusion = data.analysis->observers[0].confusion;
        QVERIFY(first.contains(QString::number(confusion.matrix(Phase::Train, 2)[0])));
        const QStringList second = textsIn(page.panels[1].frame);
        for (int epoch = 1; epoch <= 5; ++epoch)
            QVERIFY(second.contains(QStringLiteral("Epoch %1").arg(epoch))
                    || second.contains(QString::number(epoch)));
        const std::string record = recordJson(makeRecord(page, data, {}, *scene));
        const auto json = nlohmann::json::parse(record);
        QCOMPARE(json["figures"][0]["phase"].get<std::string>(), std::string("train"));
        QCOMPARE(json["figures"][0]["cells"].get<std::string>(), std::string("counts"));
        QCOMPARE(json["figures"][0]["epochs"].dump(), std::string("[2,3]"));
        QCOMPARE(json["figures"][1]["cells"].get<std::string>(), std::string("shares"));
        QVERIFY(!json["figures"][1].contains("epochs") && !json["figures"][1].contains("phase"));
    }

    void errorsNameThePlace_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* from, const char* to, const char* message) {
            QTest::newRow(name) << QString::fromLatin1(from) << QString::fromLatin1(to)
                                << QString::fromLatin1(message);
        };
        row("no JSON", "\"page\": {", "\"page\": [", "p.json:5:15: this is no well-formed JSON");
        row("kind", "\"gap-lag\"", "\"pie\"", "/page/panels/1/kind: expected learning-curves, gap-lag");
        row("no kind", "\"kind\": \"gap-lag\",", "", "/page/panels/1/kind: this member is missing");
        row("wide", "\"width_mm\": 183.0", "\"width_mm\": 3",
            "/page/width_mm: expected a number from 20 to 1000, found 3");
        row("text", "\"height_mm\": 120.0", "\"height_mm\": \"high\"",
            "/page/height_mm: expected a number from 20 to 1000, found 'high'");
        row("unknown", "\"shared_axes\"", "\"shared_axis\"",
            "/page/shared_axis: unknown member; expected one of width_mm, height_mm, style");
        row("switch", "\"shared_key\": true", "\"shared_key\": 1",
            "/page/shared_key: expected true or false, found 1");
        row("frame", "\"frame_mm\": [", "\"frame_mm\": [1, ",
            "/page/panels/0/frame_mm: expected a list of x, y, width and height in mm, found a list");
        row("palette", "\"observers\"", "\"rainbow\"", "/page/palette: expected observers, okabe-ito");
        row("rule", "\"lag\": \"as-published\"", "\"lag\": \"mine\"",
            "/rules/lag: lag: expected as-published or common-window, found 'mine'");
        row("newer", "\"learnscope_page\": 1", "\"learnscope_page\": 2",
            "/learnscope_page: expected version 1 of page files, which this program knows, found 2");
        row("phase", "\"kind\": \"learning-curves\",", "\"kind\": \"learning-curves\", \"phase\": \"both\",",
            "/page/panels/0/phase: expected test or train, found 'both'");
        row("phase of a kind without", "\"kind\": \"gap-lag\",",
            "\"kind\": \"gap-lag\", \"phase\": \"test\",",
            "/page/panels/1/phase: expected this member in panels of a kind that has phases only");
        row("cells", "\"kind\": \"gap-lag\",", "\"kind\": \"confusion\", \"cells\": \"sums\",",
            "/page/panels/1/cells: expected shares or counts, found 'sums'");
        row("epochs", "\"kind\": \"gap-lag\",", "\"kind\": \"confusion\", \"epochs\": \"1-3\",",
            "/page/panels/1/epochs: expected a list of epochs, found '1-3'");
        row("an epoch", "\"kind\": \"gap-lag\",", "\"kind\": \"confusion\", \"epochs\": [1, 2.5],",
            "/page/panels/1/epochs/1: expected the number of an epoch, found 2.5");
        row("a large epoch", "\"kind\": \"gap-lag\",",
            "\"kind\": \"confusion\", \"epochs\": [1, 3000000000],",
            "/page/panels/1/epochs/1: expected the number of an epoch, found 3000000000");
        row("epochs of another kind", "\"kind\": \"gap-lag\",", "\"kind\": \"gap-lag\", \"epochs\": [1],",
            "/page/panels/1/epochs: expected this member in panels of confusion only");
        row("runs", "\"runs\": \"all\"", "\"runs\": \"some\"",
            "/tables/0/runs: expected all, learners or a list of runs, found 'some'");
        row("color", "\"color\": \"#123456\"", "\"color\": \"reddish\"",
            "/tables/0/color: expected a colour such as #0072b2, found 'reddish'");
    }

    void errorsNameThePlace()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, message);
        PageFile file {pageOf({FigureKind::LearningCurves, FigureKind::GapLag}, 2), {}, {}, {}};
        file.tables = {{"/data/human.csv",
                        {},
                        "human",
                        "Humans",
                        ObserverKind::Human,
                        {},
                        ObserverStyle {QColor(0x123456), Marker::Square}}};
        QString text = QString::fromStdString(pageFileJson(file, "/data/p.json"));
        const qsizetype at = text.indexOf(from);
        QVERIFY(at >= 0);
        text.replace(at, from.size(), to);
        const auto read = pageFileFromJson(text.toStdString(), "p.json");
        QVERIFY(!read);
        QVERIFY2(QString::fromStdString(read.error().toString()).contains(message),
                 read.error().toString().c_str());
        // The place is that of what is wrong.
        const SourceLocation& where = read.error().where;
        QCOMPARE(where.file, std::string("p.json"));
        QVERIFY(where.line > 0 && where.column > 0);
        const QString line = text.section(QLatin1Char('\n'), int(where.line) - 1, int(where.line) - 1);
        const QString value = to.section(QStringLiteral(": "), -1);
        if (!to.isEmpty() && !message.startsWith(QStringLiteral("p.json")))
            QVERIFY2(line.mid(int(where.column) - 1).startsWith(value)
                         || message.contains(QStringLiteral("unknown member"))
                         || value.startsWith(QLatin1Char('[')),
                     qPrintable(line));
    }

    void missingFilesAreNamed()
    {
        const auto read = readPageFile("/nowhere/page.json");
        QVERIFY(!read);
        QCOMPARE(read.error().toString(), std::string("/nowhere/page.json: cannot be read"));
    }

    /// A page of the study's figures at 183 mm stays small and keeps its letters as text.
    void filesStaySmall()
    {
        const auto laidOut =
            layOutPage(pageOf({FigureKind::LearningCurves, FigureKind::GapLag, FigureKind::Runs}, 1, 240),
                       simulatedInput());
        QVERIFY2(laidOut, laidOut ? "" : laidOut.error().toString().c_str());
        const FigureScene& scene = *laidOut;
        for (const FigureFormat format : {FigureFormat::Pdf, FigureFormat::Svg}) {
            const qsizetype size = encodeFigure(scene, {format})->size();
            QVERIFY2(size < 300'000, qPrintable(QString::number(size)));
        }
        QVERIFY(encodeFigure(scene, {FigureFormat::Svg})->contains("font-weight=\"bold\">a</text>"));
    }
};

QTEST_MAIN(TestPage)
#include "tst_page.moc"
