#include "core/base/random.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace learnscope;

namespace {
Embedding drawn(std::size_t rows, std::uint64_t seed)
{
    Random random(seed);
    std::vector<float> values(rows * 5);
    for (float& value : values)
        value = static_cast<float>(random.uniform() - .4);
    std::vector<std::string> names;
    for (std::size_t row = 0; row < rows; ++row)
        names.push_back("item " + std::to_string(row));
    return Embedding::make(rows, 5, SharedValues<float>(std::move(values)), RowNames(std::move(names)))
        .value();
}

/// Four reference observers and two models of 20 items.
FigureInput made(RepresentationParts parts = {true, true, true})
{
    std::vector<RepresentationInput> inputs;
    for (int person = 0; person < 4; ++person) {
        const std::string name = "person " + std::to_string(person);
        inputs.push_back({name, name, drawn(20, 10 + std::uint64_t(person)), PairMeasure::Euclidean, true});
    }
    inputs.push_back({"net", "A network", drawn(20, 1), PairMeasure::Cosine});
    inputs.push_back({"other", "Another", drawn(20, 2), PairMeasure::Cosine});
    RepresentationOptions options;
    options.order.by = ItemOrdering::Clusters;
    options.order.clusters = 3;
    options.likeness.draws = 50;
    options.parts = parts;
    FigureInput input;
    input.representations =
        std::make_shared<const RepresentationSet>(arrangeRepresentations(inputs, options).value());
    return input;
}

FigureRequest request(FigureKind kind)
{
    FigureRequest asked;
    asked.kind = kind;
    return asked;
}

/// Rows of a CSV by the names of their columns; no field here has a comma.
std::vector<std::map<std::string, QString>> rowsOf(const std::string& csv)
{
    const QStringList lines = QString::fromStdString(csv).trimmed().split(QLatin1Char('\n'));
    const QStringList header = lines.front().split(QLatin1Char(','));
    std::vector<std::map<std::string, QString>> rows;
    for (const QString& line : lines.mid(1)) {
        const QStringList fields = line.split(QLatin1Char(','));
        std::map<std::string, QString> row;
        for (qsizetype column = 0; column < header.size(); ++column)
            row[header[column].toStdString()] = fields[column];
        rows.push_back(std::move(row));
    }
    return rows;
}

std::size_t shapes(const FigureScene& scene, auto is)
{
    return static_cast<std::size_t>(std::count_if(scene.items.begin(), scene.items.end(), is));
}
} // namespace

class TestRepresentationFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsDrawnWithItsNumbers_data()
    {
        QTest::addColumn<int>("kind");
        for (const FigureKind kind : representationFigureKinds())
            QTest::newRow(std::string(toString(kind)).c_str()) << int(kind);
    }
    void everyKindIsDrawnWithItsNumbers()
    {
        QFETCH(int, kind);
        const FigureInput input = made();
        const FigureRequest asked = request(static_cast<FigureKind>(kind));
        QVERIFY(isOfRepresentations(asked.kind));
        const auto scene = makeFigure(asked, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QVERIFY(!scene->caption.empty() && !scene->items.empty());
        for (const SceneItem& item : scene->items)
            if (const auto* text = std::get_if<SceneText>(&item.shape); text && text->rotation == 0) {
                const QRectF box = boundsOf(*text);
                QVERIFY2(box.left() > -.3 && box.right() < scene->width + .3 && box.top() > -.3
                             && box.bottom() < scene->height + .3,
                         qPrintable(text->text));
            }
        QVERIFY(!rowsOf(figureData(asked, input).value()).empty());
        QTemporaryDir folder;
        for (const auto& [format, name] :
             {std::pair(FigureFormat::Pdf, "f.pdf"), std::pair(FigureFormat::Svg, "f.svg"),
              std::pair(FigureFormat::Png, "f.png")}) {
            const auto file = folder.filePath(QString::fromLatin1(name)).toStdString();
            FigureOutput output;
            output.format = format;
            output.dpi = 100;
            QVERIFY(writeFigureFiles({file, recordJson(makeRecord(asked, input, *scene))}, *scene, output));
            QVERIFY(QFileInfo(QString::fromStdString(file)).size() > 500);
        }
    }

    void mapsHaveEveryItemWhereTheMapHasIt()
    {
        const FigureInput input = made();
        const auto rows = rowsOf(figureData(request(FigureKind::MdsMap), input).value());
        QCOMPARE(rows.size(), std::size_t(6 * 20));
        const ItemMap& map = *input.representations->shown[0].map;
        for (std::size_t point = 0; point < 20; ++point) {
            QCOMPARE(rows[point].at("x").toDouble(), map.points[2 * point]);
            QCOMPARE(rows[point].at("y").toDouble(), map.points[2 * point + 1]);
            QCOMPARE(rows[point].at("item").toStdString(),
                     input.representations->groups[0].itemAt(map.items[point]));
        }
        const auto scene = makeFigure(request(FigureKind::MdsMap), input);
        QCOMPARE(shapes(*scene, [](const SceneItem& item) { return item.shape.index() == 2; }),
                 std::size_t(120)); // a marker for each
        QVERIFY(QString::fromStdString(scene->caption).contains(QLatin1String("stress")));
    }

    void comparisonsHaveTheNumbersOfTheComparison()
    {
        const FigureInput input = made();
        const auto rows = rowsOf(figureData(request(FigureKind::MatrixComparison), input).value());
        const ModelComparison& comparison = input.representations->groups[0].likeness->comparison;
        QCOMPARE(rows.size(), std::size_t(2 * 5)); // the mean and four references
        for (std::size_t model = 0; model < 2; ++model) {
            const auto& mean = rows[5 * model];
            QCOMPARE(mean.at("value").toDouble(), comparison.models[model].likeness.estimate);
            QCOMPARE(mean.at("p_corrected").toDouble(),
                     comparison.models[model].likeness.correctedProbability);
            QCOMPARE(mean.at("ceiling_low").toDouble(), comparison.ceiling->lower);
            QCOMPARE(rows[5 * model + 1].at("value").toDouble(), comparison.models[model].values[0]);
            QCOMPARE(mean.at("pairs").toInt(), 190);
        }
        const std::string caption = makeFigure(request(FigureKind::MatrixComparison), input)->caption;
        for (const char* words : {"50 bootstraps", "2 tests", "holm", "noise ceiling", "190 pairs", "seed 1"})
            QVERIFY2(QString::fromStdString(caption).contains(QLatin1String(words)), caption.c_str());
    }

    void treesHaveEveryMerge()
    {
        const FigureInput input = made();
        const auto rows = rowsOf(figureData(request(FigureKind::Dendrogram), input).value());
        const Dendrogram& tree = *input.representations->groups[0].tree;
        QCOMPARE(rows.size(), std::size_t(19));
        for (std::size_t merge = 0; merge < 19; ++merge)
            QCOMPARE(rows[merge].at("height").toDouble(), tree.merges[merge].height);
        const auto scene = makeFigure(request(FigureKind::Dendrogram), input);
        // Higher merges stand higher, at their height on the axis.
        double last = 1e9;
        for (const SceneItem& item : scene->items)
            if (const auto* line = std::get_if<SceneLine>(&item.shape);
                line && item.name == QLatin1String("tree")) {
                QCOMPARE(line->points.size(), std::size_t(4));
                QVERIFY(line->points[1].y() <= last + 1e-9);
                last = line->points[1].y();
            }
        QVERIFY(std::abs(scene->panels[0].map(0, tree.merges.back().height).y() - last) < 1e-6);
    }

    void pairsAreAllCounted()
    {
        FigureRequest asked = request(FigureKind::Scatter);
        asked.filter.observers = {"net", "other"};
        const FigureInput input = made();
        qulonglong pairs = 0;
        for (const auto& row : rowsOf(figureData(asked, input).value()))
            pairs += row.at("pairs").toULongLong();
        QCOMPARE(pairs, 190ull);
        const auto scene = makeFigure(asked, input);
        QVERIFY(QString::fromStdString(scene->caption).contains(QLatin1String("190 pairs")));
        QVERIFY(shapes(*scene,
                       [](const SceneItem& item) { return std::holds_alternative<SceneImage>(item.shape); })
                >= 1);
    }

    void pairsOfOneCellAreCountedTogether()
    {
        std::vector<double> values(190);
        for (std::size_t pair = 0; pair < values.size(); ++pair)
            values[pair] = double(pair % 3);
        const auto matrix = SimilarityMatrix::fromCondensed(20, SharedValues<double>(values), {}).value();
        FigureInput input;
        input.representations = std::make_shared<const RepresentationSet>(
            arrangeRepresentations(std::vector<RepresentationInput> {{"a", "a", matrix}, {"b", "b", matrix}},
                                   {})
                .value());
        const auto rows = rowsOf(figureData(request(FigureKind::Scatter), input).value());
        QCOMPARE(rows.size(), std::size_t(3));
        for (const auto& [row, pairs] : {std::pair(0, 64), std::pair(1, 63), std::pair(2, 63)}) {
            QCOMPARE(rows[std::size_t(row)].at("pairs").toInt(), pairs);
            QVERIFY(rows[std::size_t(row)].at("first_low").toDouble() <= row
                    && rows[std::size_t(row)].at("first_high").toDouble() >= row);
        }
    }

    void saysWhyThereIsNothingToDraw()
    {
        FigureInput nothing;
        for (const FigureKind kind : representationFigureKinds())
            QVERIFY(!makeFigure(request(kind), nothing));
        const FigureInput without = made({});
        const auto map = makeFigure(request(FigureKind::MdsMap), without);
        QVERIFY(!map && map.error().kind == Error::Kind::Internal);
        FigureRequest one = request(FigureKind::Scatter);
        one.filter.observers = {"net"};
        QVERIFY(!makeFigure(one, made()));
        FigureRequest narrow = request(FigureKind::MatrixComparison);
        narrow.width = 21;
        const auto scene = makeFigure(narrow, made());
        QVERIFY(!scene && scene.error().kind == Error::Kind::Usage);
    }
};

QTEST_MAIN(TestRepresentationFigures)
#include "tst_representationfigures.moc"
