#include "core/stats/rules.h"
#include "tests/support/shareddata.h"
#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figures.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace learnscope;

namespace {
const FigureInput& study()
{
    static const FigureInput input = publishedInput(sharedFile("data/huber2024/trials"), 200);
    return input;
}

FigureRequest published(FigureKind kind)
{
    FigureRequest request;
    request.kind = kind;
    request.style = FigureStyle::AsPublished;
    return request;
}

/// The rows of a CSV of plain fields as maps from column to field.
QList<QHash<QString, QString>> rowsOf(const std::string& csv)
{
    QList<QHash<QString, QString>> rows;
    const QStringList lines = QString::fromStdString(csv).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    const QStringList header = lines.first().split(QLatin1Char(','));
    for (const QString& line : lines.mid(1)) {
        const QStringList fields = line.split(QLatin1Char(','));
        QHash<QString, QString> row;
        for (qsizetype column = 0; column < header.size(); ++column)
            row.insert(header[column], fields.value(column));
        rows << row;
    }
    return rows;
}
} // namespace

/// Moving averages and data efficiency as published: their numbers, sizes and panels.
class TestTrialFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysInItsNumbersWhichDefinitionsWereSwitched()
    {
        FigureInput input = simulatedInput(2, 4, 3, 50);
        input.curves.options = CurveOptions(); // as usual
        FigureRequest request;
        const auto header = [&] {
            const QString data = QString::fromStdString(figureData(request, input).value());
            return data.left(data.indexOf(QLatin1Char('\n')));
        };
        QVERIFY2(!header().contains(QLatin1String("definitions")), qPrintable(header()));
        QVERIFY(setRule(input.rules, "split", "as-published"));
        AnalysisOptions curves;
        QVERIFY(setRule(curves, "lag", "common-window"));
        input.curves.options = curves.curves;
        QVERIFY2(header().endsWith(QLatin1String(",definitions")), qPrintable(header()));
        const QString data = QString::fromStdString(figureData(request, input).value());
        for (const char* rule : {"split=as-published", "lag=common-window"})
            QCOMPARE(data.count(QLatin1String(rule)), data.trimmed().count(QLatin1Char('\n')));
    }

    void drawsThePublishedEfficiency_data()
    {
        QTest::addColumn<QString>("observer");
        QTest::addColumn<QList<double>>("gains");
        QTest::newRow("human") << "human"
                               << QList<double> {.012138, .002256, .003424, .000156, .002801, .000156};
        QTest::newRow("resnet50") << "resnet50"
                                  << QList<double> {.012718, .002124, .002206, .003431, .000054, -.001035};
        QTest::newRow("alexnet") << "alexnet"
                                 << QList<double> {.011029, .002342, .003731, .002941, .000953, -.002914};
        QTest::newRow("vit") << "vit"
                             << QList<double> {.015182, .005052, .001307, .001770, -.000463, -.000844};
    }

    void drawsThePublishedEfficiency()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, observer);
        QFETCH(QList<double>, gains);
        const FigureRequest request = published(FigureKind::DataEfficiency);
        const auto scene = makeFigure(request, study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->width, 8 * 25.4);
        QCOMPARE(scene->height, 4.5 * 25.4);
        const auto data = figureData(request, study());
        QVERIFY(data);
        qsizetype found = 0;
        for (const auto& row : rowsOf(*data))
            if (row[QStringLiteral("observer")] == observer) {
                const qsizetype epoch = row[QStringLiteral("epoch")].toInt() - 1;
                QVERIFY(std::abs(row[QStringLiteral("gain")].toDouble() - gains[epoch]) <= 5.001e-7);
                ++found;
            }
        QCOMPARE(found, gains.size());
    }

    void drawsThePublishedMovingAverages_data()
    {
        QTest::addColumn<int>("run");
        QTest::addColumn<int>("window");
        QTest::addColumn<QList<double>>("values"); ///< at the first trial of the window, then every 36
        QTest::newRow("1, 9") << 1 << 9 << QList<double> {.2222, .5556, .5556, .7778, .6667, .6667, .6667};
        QTest::newRow("1, 18") << 1 << 18 << QList<double> {.3333, .4444, .6111, .7778, .7222, .8333, .8333};
        QTest::newRow("1, 36") << 1 << 36 << QList<double> {.3889, .3889, .4722, .8333, .8333, .7222, .7778};
        QTest::newRow("2, 9") << 2 << 9 << QList<double> {.2222, .1111, .5556, .7778, .8889, 1, .8889};
        QTest::newRow("12, 18") << 12 << 18
                                << QList<double> {.6111, .8889, .7778, .9444, .9444, .9444, .9444};
    }

    void drawsThePublishedMovingAverages()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(int, run);
        QFETCH(int, window);
        QFETCH(QList<double>, values);
        const FigureRequest request = published(FigureKind::MovingAverage);
        const auto scene = makeFigure(request, study());
        QVERIFY2(scene, scene ? "" : scene.error().message.c_str());
        QCOMPARE(scene->width, 12 * 25.4);
        QCOMPARE(scene->height, 10 * 25.4);
        QCOMPARE(scene->panels.size(), std::size_t(12)); // everybody, whoever learned
        std::map<int, double> drawn;
        const auto data = figureData(request, study());
        QVERIFY(data);
        for (const auto& row : rowsOf(*data))
            if (row[QStringLiteral("run")].toInt() == run && row[QStringLiteral("window")].toInt() == window)
                drawn[row[QStringLiteral("trial")].toInt()] = row[QStringLiteral("accuracy")].toDouble();
        QCOMPARE(drawn.size(), std::size_t(216 - window + 1));
        for (qsizetype place = 0; place < values.size(); ++place) {
            const int trial = place == 0 ? window : int(place) * 36;
            QVERIFY2(std::abs(drawn.at(trial) - values[place]) <= 5.001e-5,
                     qPrintable(QString::number(drawn.at(trial))));
        }
    }
};

QTEST_MAIN(TestTrialFigures)
#include "tst_trialfigures.moc"
