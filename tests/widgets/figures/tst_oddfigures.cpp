#include "tests/support/oddtables.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/publishedfigures.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
bool isFinite(const QPointF& point)
{
    return std::isfinite(point.x()) && std::isfinite(point.y());
}

/// Finite coordinates, and nothing drawn off the page.
struct Check
{
    QRectF page;
    QString fault = {};

    void at(const QPointF& point, const QString& name)
    {
        if (!isFinite(point))
            fault = name + QStringLiteral(" is nowhere");
        else if (!page.adjusted(-.01, -.01, .01, .01).contains(point))
            fault = name + QStringLiteral(" leaves the page at %1, %2").arg(point.x()).arg(point.y());
    }
    void item(const SceneItem& item)
    {
        if (const auto* line = std::get_if<SceneLine>(&item.shape))
            for (const QPointF& point : line->points)
                at(point, item.name);
        else if (const auto* polygon = std::get_if<ScenePolygon>(&item.shape))
            for (const QPointF& point : polygon->points)
                at(item.clip.isNull() ? point
                                      : QPointF(std::clamp(point.x(), item.clip.left(), item.clip.right()),
                                                std::clamp(point.y(), item.clip.top(), item.clip.bottom())),
                   item.name);
        else if (const auto* marker = std::get_if<SceneMarker>(&item.shape))
            at(marker->center, item.name);
        else if (const auto* text = std::get_if<SceneText>(&item.shape)) {
            at(boundsOf(*text).topLeft(), item.name + u' ' + text->text);
            at(boundsOf(*text).bottomRight(), item.name + u' ' + text->text);
        }
    }
};

FigureInput inputOf(const OddTables& tables)
{
    std::vector<Observer> members;
    for (const OddFile& file : tables.files) {
        const std::string name = file.name.toStdString();
        members.push_back(makeObserver(
            name, std::make_shared<const TrialTable>(parseTrials(file.text.toStdString(), name).value())));
    }
    CurveOptions options;
    options.bootstrapDraws = 50;
    FigureInput input;
    input.selections.resize(members.size());
    input.curves = computeCurveSet(members, input.selections, options).value();
    return input;
}
} // namespace

/// Tables that lack something: every kind of figure gives a picture or says why there is none.
class TestOddFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesAPictureOrASentence_data()
    {
        QTest::addColumn<std::size_t>("number");
        std::size_t number = 0;
        for (const OddTables& tables : oddTables())
            QTest::newRow(tables.name) << number++;
    }

    void givesAPictureOrASentence()
    {
        QFETCH(std::size_t, number);
        FigureInput input = inputOf(oddTables()[number]);
        QVERIFY(addAnalysis(input));
        for (const FigureKind kind : figureKinds()) {
            std::vector<FigureRequest> requests(1);
            for (const PublishedFigure& figure : publishedFigures(kind, input)) {
                requests.push_back({});
                requests.back().style = FigureStyle::AsPublished;
                requests.back().filter = figure.filter;
                requests.back().legend = figure.legend;
            }
            for (FigureRequest& request : requests) {
                request.kind = kind;
                check(request, input);
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }

    void knowsWhatIsMissing_data()
    {
        QTest::addColumn<QString>("tables");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("said"); ///< in the error or in the caption
        const auto row = [](const char* tables, const char* kind, const char* said) {
            QTest::addRow("%s: %s", tables, kind)
                << QString::fromLatin1(tables) << QString::fromLatin1(kind) << QString::fromLatin1(said);
        };
        row("humans only", "delta", "no network is chosen");
        row("a network only", "delta", "no human observer is chosen");
        row("no epoch in common", "delta", "no epoch has test trials of humans and of a network");
        row("training only", "delta", "no epoch has test trials");
        row("training only", "novel-known", "it has no test trials");
        row("test only", "novel-known", "not known which objects it was trained on");
        row("names that tell nothing", "novel-known", "not known which objects");
        row("names that tell nothing", "rotation-profile", "the pattern does not fit");
        row("training only", "rotation-profile", "it has no test trials");
        row("one run", "novel-known", "Of a single run: Wilson's 95 % interval");
        row("a class never answered", "response-share", "Humans: 'v' is never answered");
        row("answers that are no class", "response-share", "ResNet-50: 'none' is answered but never shown");
        row("a class in test only", "response-share", "'v' is shown in test only");
        row("forty classes", "response-share", "the key names 24 of 40 labels");
    }

    void knowsWhatIsMissing()
    {
        QFETCH(QString, tables);
        QFETCH(QString, kind);
        QFETCH(QString, said);
        const auto all = oddTables();
        const auto found = std::find_if(all.begin(), all.end(), [&](const OddTables& one) {
            return tables == QString::fromLatin1(one.name);
        });
        QVERIFY(found != all.end());
        FigureInput input = inputOf(*found);
        QVERIFY(addAnalysis(input));
        FigureRequest request;
        request.kind = figureKindFromName(kind.toStdString()).value();
        const auto scene = makeFigure(request, input);
        const QString text = QString::fromStdString(scene ? scene->caption : scene.error().message);
        QVERIFY2(text.contains(said), qPrintable(text));
    }

private:
    static void check(const FigureRequest& request, const FigureInput& input)
    {
        const std::string what =
            std::string(toString(request.kind)) + ' ' + std::string(toString(request.style)) + ": ";
        const auto scene = makeFigure(request, input);
        const auto data = figureData(request, input);
        if (!scene) {
            QVERIFY2(scene.error().kind == Error::Kind::Mismatch, (what + scene.error().message).c_str());
            QVERIFY(scene.error().message.size() > 20);
            return;
        }
        QVERIFY2(data, what.c_str());
        QVERIFY2(std::count(data->begin(), data->end(), '\n') > 1, (what + *data).c_str());
        QVERIFY(!scene->panels.empty());
        QVERIFY2(scene->caption.size() > 20, what.c_str());
        Check check {QRectF(0, 0, scene->width, scene->height)};
        int marks = 0;
        for (const SceneItem& item : scene->items) {
            check.item(item);
            marks += std::holds_alternative<SceneMarker>(item.shape)
                || std::holds_alternative<ScenePolygon>(item.shape);
        }
        QVERIFY2(check.fault.isEmpty(), (what + check.fault.toStdString()).c_str());
        QVERIFY2(marks > 0 || scene->items.size() > 20, (what + "is empty").c_str());
    }
};

QTEST_MAIN(TestOddFigures)
#include "tst_oddfigures.moc"
