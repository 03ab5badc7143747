#include "tests/support/shareddata.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/common/heatscale.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
FigureInput completed(FigureInput input)
{
    if (!addAnalysis(input))
        qFatal("no analysis");
    return input;
}

QList<QStringList> rowsOf(const std::string& csv)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromStdString(csv).split(u'\n', Qt::SkipEmptyParts))
        rows << line.split(u',');
    return rows;
}
} // namespace

class TestAgreementFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void confusionDrawsTheSharesOfTheTrials()
    {
        const FigureInput input = completed(simulatedInput(2, 3, 2));
        FigureRequest request;
        request.kind = FigureKind::Confusion;
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(4)); // two observers, two epochs
        const Confusion& confusion = input.analysis->observers[1].confusion; // resnet50
        const std::vector<std::uint64_t> counts = confusion.matrix(Phase::Test, 2);
        const HeatScale scale(HeatScale::Kind::Light);
        std::size_t cell = 0;
        const std::size_t labels = confusion.labels.size();
        for (const auto& [name, polygon] : itemsOf<ScenePolygon>(*scene))
            if (name == QStringLiteral("resnet50 epoch 2")) {
                std::uint64_t shown = 0;
                for (std::size_t column = 0; column < labels; ++column)
                    shown += counts[cell / labels * labels + column];
                QCOMPARE(polygon.fill,
                         shown > 0 ? scale.at(double(counts[cell]) / double(shown)) : QColor(0xeeeeee));
                ++cell;
            }
        QCOMPARE(cell, labels * labels);
        QVERIFY(QString::fromStdString(scene->caption).contains(QStringLiteral("Pearson r")));
        request.counts = true;
        const auto counted = makeFigure(request, input);
        QVERIFY(textsOf(*counted).contains(QString::number(counts[0])));
        QVERIFY(!textsOf(*scene).contains(QString::number(counts[0])));
    }

    void confusionWritesTheExpectedCounts()
    {
        REQUIRE_SHARED_DATA();
        const FigureInput input = completed(publishedInput(sharedFile("data/huber2024/trials"), 50));
        FigureRequest request;
        request.kind = FigureKind::Confusion;
        const auto data = figureData(request, input);
        QVERIFY(data);
        int cells = 0;
        int similarities = 0;
        for (const QStringList& row : rowsOf(*data)) {
            cells += row[0] == QStringLiteral("cell");
            similarities += row[0] == QStringLiteral("similarity");
            if (row[0] == QStringLiteral("cell") && row[1] == QStringLiteral("alexnet")
                && row[5] == QStringLiteral("1") && row[6] == QStringLiteral("p")
                && row[7] == QStringLiteral("q"))
                QCOMPARE(row[9], QStringLiteral("130")); // expected/confusion.csv
        }
        QCOMPARE(cells, 4 * 6 * 9);
        QCOMPARE(similarities, 3 * 6 * 4);
    }

    void manyEpochsAreThinnedAndSaidSo()
    {
        const FigureInput input = completed(simulatedInput(1, 2, 40));
        FigureRequest request;
        request.kind = FigureKind::Confusion;
        request.width = 85;
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QVERIFY(scene->panels.size() < 40);
        QVERIFY(scene->panels.front().name.endsWith(QStringLiteral("epoch 1")));
        QVERIFY(scene->panels.back().name.endsWith(QStringLiteral("epoch 40")));
        QCOMPARE(scene->notes.size(), std::size_t(1));
    }

    void consistencyWritesWhatItDraws()
    {
        REQUIRE_SHARED_DATA();
        const FigureInput input = completed(publishedInput(sharedFile("data/huber2024/trials"), 200));
        FigureRequest request;
        request.kind = FigureKind::ErrorConsistency;
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->panels.size(), std::size_t(4)); // three networks, and people among themselves
        const auto rows = rowsOf(*figureData(request, input));
        QCOMPARE(rows.size(), 1 + 4 * 6);
        for (const QStringList& row : rows)
            if (row[1] == QStringLiteral("resnet50") && row[2] == QStringLiteral("6")) {
                QVERIFY(std::abs(row[3].toDouble() - .0483) < 5e-5); // FEATURES 5
                QCOMPARE(row[10], QStringLiteral("100"));
                QCOMPARE(row[12], QStringLiteral("5100"));
            }
        // The markers are where the numbers are.
        for (const ScenePanel& panel : scene->panels)
            for (const SceneItem& item : scene->items)
                if (const auto* marker = std::get_if<SceneMarker>(&item.shape);
                    marker && item.name == panel.name && panel.area.contains(marker->center)) {
                    const double value = panel.unmap(marker->center).y();
                    bool found = false;
                    for (const QStringList& row : rows)
                        found = found
                            || (panel.name == row[0] + u' ' + row[1]
                                && std::abs(row[3].toDouble() - value) < 1e-9);
                    QVERIFY(found);
                }
        QVERIFY(textsOf(*scene).filter(QStringLiteral("100 pairs")).size() == 3);
        QVERIFY(QString::fromStdString(scene->caption).contains(QStringLiteral("600 pairs, 30600 trials")));
    }

    void pooledConsistencyIsOnePoint()
    {
        FigureInput input = simulatedInput(2, 3, 3);
        input.rules.consistencyMatching = ConsistencyMatching::Pooled;
        input = completed(input);
        FigureRequest request;
        request.kind = FigureKind::ErrorConsistency;
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QVERIFY(textsOf(*scene).contains(QStringLiteral("all epochs")));
        QVERIFY(figureData(request, input)->find(",pooled,") != std::string::npos);
        QVERIFY(QString::fromStdString(scene->caption).contains(QStringLiteral("in any epoch")));
    }

    void comparisonsSayWhichImagesBothSaw_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("sentences"); // of humans and three networks
        QTest::newRow("delta") << int(FigureKind::Delta) << 3;
        QTest::newRow("confusion") << int(FigureKind::Confusion) << 3;
        QTest::newRow("error consistency") << int(FigureKind::ErrorConsistency) << 4;
        QTest::newRow("novel objects") << int(FigureKind::NovelKnown) << 0; // compares nobody
    }

    void comparisonsSayWhichImagesBothSaw()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(int, kind);
        QFETCH(int, sentences);
        static const FigureInput input = completed(publishedInput(sharedFile("data/huber2024/trials"), 0));
        FigureRequest request;
        request.kind = FigureKind(kind);
        const auto scene = makeFigure(request, input);
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        // Of the seven who learned, participants 1 and 7 saw the sets in another order.
        const std::string with = "Humans and ResNet-50, same epoch: 100 of 140 pairs share 51 test images in "
                                 "each epoch, the others share none (participants 1 and 7 saw them in other "
                                 "epochs); pooled over epochs: 140 of 140 pairs share 306 test images.";
        QCOMPARE(scene->caption.find(with) != std::string::npos, sentences > 0);
        QCOMPARE(QString::fromStdString(scene->caption).count(QStringLiteral(", same epoch: ")), sentences);
        const FigureRecord record = makeRecord(request, input, *scene);
        QCOMPARE(int(record.matching.size()), sentences);
        QCOMPARE(recordJson(record).find(with) != std::string::npos, sentences > 0);
        const std::string data = *figureData(request, input);
        QCOMPARE(data.find(",matched_trials\n") != std::string::npos, sentences > 0);
        QCOMPARE(data.find(",\"" + with + "\"\n") != std::string::npos, sentences > 0);
        // Of an observer that is not drawn nothing is said.
        request.filter.observers = {"human", "vit"};
        if (const auto part = makeFigure(request, input); sentences > 0) {
            QVERIFY(part->caption.find(with) == std::string::npos);
            QVERIFY(part->caption.find("Humans and ViT-B/16, same epoch: ") != std::string::npos);
            QCOMPARE(int(makeRecord(request, input, *part).matching.size()), sentences - 2);
        }
    }

    void confusionDrawsTheEpochsAskedFor()
    {
        const FigureInput input = completed(simulatedInput(2, 2, 6));
        FigureRequest request;
        request.kind = FigureKind::Confusion;
        request.filter.epochs = {2, 5, 9};
        const auto scene = makeFigure(request, input);
        QVERIFY(scene);
        QStringList names;
        for (const ScenePanel& panel : scene->panels)
            names << panel.name;
        QCOMPARE(names,
                 (QStringList {QStringLiteral("human epoch 2"), QStringLiteral("human epoch 5"),
                               QStringLiteral("resnet50 epoch 2"), QStringLiteral("resnet50 epoch 5")}));
    }

    void theStudyHasNone()
    {
        const FigureInput input = completed(simulatedInput(2, 2, 2));
        for (const FigureKind kind : {FigureKind::Confusion, FigureKind::ErrorConsistency}) {
            FigureRequest request;
            request.kind = kind;
            request.style = FigureStyle::AsPublished;
            const auto scene = makeFigure(request, input);
            QVERIFY(!scene);
            QVERIFY(scene.error().message.starts_with("the study has no figure"));
        }
    }

    void keepsTextApartAndOnThePage_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("width");
        QTest::addColumn<int>("observers");
        QTest::addColumn<int>("epochs");
        for (const FigureKind kind : {FigureKind::Confusion, FigureKind::ErrorConsistency})
            for (const double width : {0., 60., 85., 183.})
                for (const int observers : {1, 2, 7})
                    for (const int epochs : {1, 6, 120})
                        QTest::addRow("%s %g mm %d observers %d epochs", toString(kind).data(), width,
                                      observers, epochs)
                            << int(kind) << width << observers << epochs;
    }

    void keepsTextApartAndOnThePage()
    {
        QFETCH(int, kind);
        QFETCH(double, width);
        QFETCH(int, observers);
        QFETCH(int, epochs);
        static std::map<std::pair<int, int>, FigureInput> inputs;
        const auto [input, isNew] = inputs.try_emplace({observers, epochs});
        if (isNew)
            input->second = completed(simulatedInput(std::size_t(observers), 4, epochs, 20));
        FigureRequest request;
        request.kind = FigureKind(kind);
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
    }
};

QTEST_MAIN(TestAgreementFigures)
#include "tst_agreementfigures.moc"
