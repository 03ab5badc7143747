#include "core/base/random.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/figures.h"
#include "widgets/figures/figurewriter.h"
#include "widgets/matrixpictures/matrixscale.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

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

    void matricesHaveTheColourOfEveryPair()
    {
        FigureRequest asked = request(FigureKind::SimilarityMatrix);
        asked.coloring = MatrixColoring::Values;
        asked.filter.observers = {"net", "person 2"};
        asked.difference = {"net", "other"};
        const FigureInput input = made();
        const auto rows = rowsOf(figureData(asked, input).value());
        QCOMPARE(rows.size(), std::size_t(3 * 190));
        const auto& shown = input.representations->shown;
        const ShownGroup& group = input.representations->groups[0];
        std::size_t row = 0;
        for (std::size_t first = 0; first < 20; ++first)
            for (std::size_t second = first + 1; second < 20; ++second, ++row) {
                QCOMPARE(rows[row].at("matrix"), QStringLiteral("A network"));
                QCOMPARE(rows[row].at("row").toStdString(), group.itemAt(first));
                QCOMPARE(rows[row].at("column").toStdString(), group.itemAt(second));
                const double value = shown[4].at(first, second);
                QVERIFY(std::abs(rows[row].at("number").toDouble() - value) < 1e-5);
                QCOMPARE(rows[190 + row].at("matrix"), QStringLiteral("person 2"));
                QVERIFY(std::abs(rows[190 + row].at("number").toDouble() - shown[2].at(first, second))
                        < 1e-5);
                const double difference = value - shown[5].at(first, second);
                QVERIFY(std::abs(rows[380 + row].at("number").toDouble() - difference) < 1e-5);
                QCOMPARE(rows[380 + row].at("coloured"), QStringLiteral("difference of values"));
            }
        const auto scene = makeFigure(asked, input);
        QVERIFY(scene);
        std::vector<const SceneImage*> pictures;
        for (const SceneItem& item : scene->items)
            if (const auto* image = std::get_if<SceneImage>(&item.shape); image && image->image.height() > 1)
                pictures.push_back(image);
        QCOMPARE(pictures.size(), std::size_t(3));
        const std::vector<const ShownRepresentation*> alike {&shown[4], &shown[5]};
        const MatrixScale scale =
            MatrixScale::of(shown[4], alike, MatrixColoring::Values, MatrixColors::Viridis, false);
        for (const auto& [first, second] : {std::pair(0, 1), std::pair(7, 3), std::pair(19, 18)})
            QCOMPARE(pictures[0]->image.pixel(second, first),
                     *scale.colorOf(float(shown[4].at(std::size_t(first), std::size_t(second)))));
        for (const SceneImage* one : pictures)
            QVERIFY(std::abs(one->area.width() - one->area.height()) < 1e-9);
        // Two clusters begin, across and down, each with a light line below a dark one.
        QCOMPARE(shapes(*scene, [](const SceneItem& item) { return item.name == QLatin1String("clusters"); }),
                 std::size_t(3 * 2 * 2 * 2));
        for (const char* words : {"net", "difference", "smallest to the largest", "clusters"})
            QVERIFY2(QString::fromStdString(scene->caption).contains(QLatin1String(words)),
                     scene->caption.c_str());
    }

    void largeMatricesAreReduced()
    {
        const Embedding features = drawn(1500, 3);
        FigureInput input;
        input.representations = std::make_shared<const RepresentationSet>(
            arrangeRepresentations(std::vector<RepresentationInput> {{"a", "a", features}}, {}).value());
        const auto scene = makeFigure(request(FigureKind::SimilarityMatrix), input);
        QVERIFY(scene);
        QVERIFY(QString::fromStdString(scene->caption).contains(QLatin1String("mean of neighbouring pairs")));
        const auto* image = std::get_if<SceneImage>(&scene->items[0].shape);
        QVERIFY(image && image->image.width() == 1400);
    }

    void refusesADifferenceOfOthers()
    {
        FigureRequest asked = request(FigureKind::SimilarityMatrix);
        asked.difference = {"net", "nobody"};
        const auto scene = makeFigure(asked, made());
        QVERIFY(!scene && scene.error().kind == Error::Kind::Mismatch);
        QVERIFY(QString::fromStdString(scene.error().message).contains(QLatin1String("nobody")));
    }

    void dimensionsHaveTheirHighestItems()
    {
        FigureRequest asked = request(FigureKind::Dimensions);
        asked.filter.observers = {"other"};
        const FigureInput input = made();
        const auto rows = rowsOf(figureData(asked, input).value());
        QCOMPARE(rows.size(), std::size_t(5 * 8));
        const Embedding features = drawn(20, 2);
        double lastVariance = 1e9;
        double shares = 0;
        for (std::size_t place = 0; place < 5; ++place) {
            const auto& first = rows[8 * place];
            const auto dimension = first.at("dimension").toULongLong() - 1;
            double highest = -1e9;
            double sum = 0;
            double squares = 0;
            for (std::size_t item = 0; item < 20; ++item) {
                const double value = features.row(item)[dimension];
                highest = std::max(highest, value);
                sum += value;
                squares += value * value;
            }
            QVERIFY(std::abs(first.at("value").toDouble() - highest) < 1e-6);
            QVERIFY(std::abs(first.at("mean").toDouble() - sum / 20) < 1e-6);
            const double variance = (squares - sum * sum / 20) / 19;
            QVERIFY(std::abs(first.at("variance").toDouble() - variance) < 1e-6);
            QVERIFY(variance <= lastVariance);
            lastVariance = variance;
            shares += first.at("share_of_variance").toDouble();
        }
        QVERIFY(std::abs(shares - 1) < 1e-9);
        asked.height = 20; // for two rows
        const auto scene = makeFigure(asked, input);
        QVERIFY(scene);
        QCOMPARE(
            shapes(*scene, [](const SceneItem& item) { return item.name == QLatin1String("spread"); }),
            std::size_t(std::count_if(scene->items.begin(), scene->items.end(), [](const SceneItem& item) {
                return item.name == QLatin1String("variance");
            })));
        QVERIFY(QString::fromStdString(scene->caption).contains(QLatin1String("of them are shown")));
    }

    void isRecordedWithItsFiles()
    {
        FigureInput input = made();
        auto set = *input.representations;
        QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("f.npy"));
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc") == 3);
        file.close();
        set.shown[4].input.file = name.toStdString();
        set.shown[5].input.part = "human:test:6";
        input.representations = std::make_shared<const RepresentationSet>(set);
        const FigureRequest asked = request(FigureKind::MatrixComparison);
        const auto json =
            nlohmann::json::parse(recordJson(makeRecord(asked, input, *makeFigure(asked, input))));
        const auto& recorded = json.at("representations");
        QCOMPARE(recorded.size(), std::size_t(6));
        QCOMPARE(recorded[4].at("file").get<std::string>(), std::string("f.npy"));
        QCOMPARE(recorded[4].at("sha256").get<std::string>(),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(recorded[5].at("part").get<std::string>(), std::string("human:test:6"));
        QVERIFY(recorded[0].at("reference").get<bool>() && !recorded[4].at("reference").get<bool>());
        QCOMPARE(json.at("arrangement").at("order").get<std::string>(), std::string("clusters"));
        QCOMPARE(json.at("arrangement").at("comparison").at("draws").get<int>(), 50);
    }

    void computesWhatAnotherKindNeeds()
    {
        FigureInput input = made({});
        QVERIFY(!makeFigure(request(FigureKind::MdsMap), input));
        QVERIFY(completeInput(input, FigureKind::MdsMap));
        QVERIFY(makeFigure(request(FigureKind::MdsMap), input));
        QVERIFY(input.representations->options.parts.maps
                && !input.representations->options.parts.likenesses);
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
