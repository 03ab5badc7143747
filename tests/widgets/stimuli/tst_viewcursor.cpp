#include "widgets/stimuli/stimuluscaption.h"
#include "widgets/stimuli/viewcursor.h"

#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
Stimulus picture(const std::string& fileName, Phase phase, int testSet = 0)
{
    Stimulus stimulus;
    stimulus.fileName = fileName;
    stimulus.path = std::filesystem::path("/pictures") / fileName;
    stimulus.name = StimulusNamePattern().match(fileName);
    stimulus.phase = phase;
    stimulus.testSet = testSet;
    return stimulus;
}

/// p_3 is trained (0 and z 90) and tested from the side; p_16 and p_100 are novel; q_2 is seen from one side.
std::shared_ptr<const ObjectCatalogue> catalogue()
{
    std::vector<Stimulus> pictures;
    for (const char* name : {"second_gen_p_3_0.png", "second_gen_p_3_z_90.png", "second_gen_q_2_0.png"})
        pictures.push_back(picture(name, Phase::Train));
    for (const char* name : {"second_gen_p_3_x_-30.png", "second_gen_p_3_x_30.png",
                             "second_gen_p_3_z_-30.png", "second_gen_p_3_z_30.png"})
        pictures.push_back(picture(name, Phase::Test, 1));
    for (const char* object : {"p_16", "p_100"})
        for (const char* view : {"_0", "_x_-30", "_x_30", "_z_-30", "_z_30"})
            pictures.push_back(picture(std::string("second_gen_") + object + view + ".png", Phase::Test, 2));
    return std::make_shared<const ObjectCatalogue>(
        std::make_shared<const StimulusSet>(std::filesystem::path("/pictures"), pictures));
}

QString shown(const ViewCursor& cursor)
{
    const ViewPlace& place = cursor.place();
    const ViewRow& row = cursor.catalogue()->row(place);
    return objectText(cursor.object(), {}) + QStringLiteral(": ")
        + viewText(row.axis, cursor.catalogue()->cell(place).angle);
}
} // namespace

class TestViewCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersObjectsByCategoryAndNumber()
    {
        QStringList objects;
        const auto made = catalogue();
        for (const StimulusObject& object : made->objects())
            objects << objectText(object, {});
        QCOMPARE(objects,
                 (QStringList {QStringLiteral("p 3"), QStringLiteral("p 16"), QStringLiteral("p 100"),
                               QStringLiteral("q 2")}));
    }

    void laysTheCanonicalViewIntoEveryRowAndLeavesGaps()
    {
        const auto made = catalogue();
        const auto text = [&](const ViewRow& row) {
            QStringList cells;
            for (const ViewCell& cell : row.cells)
                cells << angleText(cell.angle) + (cell.stimulus ? QString() : QStringLiteral("?"));
            return QString::fromStdString(row.axis) + QStringLiteral(": ") + cells.join(QLatin1Char(' '));
        };
        const auto& trained = made->objects()[0];
        QVERIFY(trained.trained);
        QCOMPARE(text(trained.rows[0]), QStringLiteral("x: \u221230\u00b0 0\u00b0 30\u00b0"));
        QCOMPARE(text(trained.rows[1]), QStringLiteral("z: \u221230\u00b0 0\u00b0 30\u00b0 90\u00b0"));
        const auto& novel = made->objects()[1];
        QVERIFY(!novel.trained);
        QCOMPARE(text(novel.rows[1]), QStringLiteral("z: \u221230\u00b0 0\u00b0 30\u00b0 90\u00b0?"));
        QCOMPARE(text(made->objects()[3].rows[0]), QStringLiteral(": 0\u00b0"));
    }

    void listsATrainingAndTestCopyOnce()
    {
        const ObjectCatalogue made(std::make_shared<const StimulusSet>(
            "/pictures",
            std::vector<Stimulus> {picture("second_gen_p_3_0.png", Phase::Test, 1),
                                   picture("second_gen_p_3_0.png", Phase::Train)}));
        QCOMPARE(made.objects().size(), std::size_t(1));
        QCOMPARE(made.objects()[0].rows[0].cells.size(), std::size_t(1));
        QVERIFY(made.objects()[0].trained);
    }

    void showsPicturesWhoseNamesSayNothing()
    {
        const ObjectCatalogue made(std::make_shared<const StimulusSet>(
            "/pictures", std::vector<Stimulus> {picture("cat.png", Phase::Train)}));
        QCOMPARE(made.objects().size(), std::size_t(1));
        QCOMPARE(objectText(made.objects()[0], {}), QStringLiteral("cat.png"));
        QCOMPARE(viewDescription(made, {}), QStringLiteral("trained object \u00b7 train set"));
    }

    void goesThroughAllViewsAndWrapsAround()
    {
        ViewCursor cursor;
        cursor.setCatalogue(catalogue());
        QCOMPARE(cursor.viewCount(), 7);
        QStringList seen;
        for (int step = 0; step < 8; ++step, cursor.stepView(1))
            seen << shown(cursor).mid(5);
        QCOMPARE(seen.join(QLatin1Char(',')),
                 QStringLiteral("x \u221230\u00b0,x 0\u00b0,x 30\u00b0,z \u221230\u00b0,z 0\u00b0,z 30\u00b0,"
                                "z 90\u00b0,x \u221230\u00b0"));
        cursor.firstView();
        cursor.stepView(-1);
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z 90\u00b0"));
        cursor.stepView(-10);
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z \u221230\u00b0"));
    }

    void stopsAtTheFirstAndLastObject()
    {
        ViewCursor cursor;
        cursor.setCatalogue(catalogue());
        cursor.stepObject(-1);
        QCOMPARE(shown(cursor), QStringLiteral("p 3: x \u221230\u00b0"));
        cursor.stepObject(10);
        QCOMPARE(shown(cursor), QStringLiteral("q 2: 0\u00b0"));
        cursor.stepObject(1);
        QCOMPARE(shown(cursor), QStringLiteral("q 2: 0\u00b0"));
    }

    void asksTheNextObjectForTheWantedAngleAgain()
    {
        ViewCursor cursor;
        cursor.setCatalogue(catalogue());
        cursor.lastView();
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z 90\u00b0"));
        cursor.stepObject(1); // has no z 90
        QCOMPARE(shown(cursor), QStringLiteral("p 16: z 30\u00b0"));
        cursor.stepObject(2); // has no axis at all
        QCOMPARE(shown(cursor), QStringLiteral("q 2: 0\u00b0"));
        cursor.firstObject();
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z 90\u00b0"));
    }

    void keepsTheAxisWhereAPictureBelongsToSeveral()
    {
        ViewCursor cursor;
        cursor.setCatalogue(catalogue());
        QVERIFY(cursor.goTo("second_gen_p_3_z_-30.png"));
        QVERIFY(cursor.goTo("second_gen_p_3_0.png"));
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z 0\u00b0"));
        QVERIFY(!cursor.goTo("second_gen_p_4_0.png"));
        QCOMPARE(shown(cursor), QStringLiteral("p 3: z 0\u00b0"));
    }

    void describesAView()
    {
        ViewCursor cursor;
        cursor.setCatalogue(catalogue());
        QVERIFY(cursor.goTo("second_gen_p_16_x_-30.png"));
        QCOMPARE(objectText(cursor.object(), {{"p", "Eulf"}}), QStringLiteral("Eulf 16"));
        QCOMPARE(viewDescription(*cursor.catalogue(), cursor.place()),
                 QStringLiteral("novel object \u00b7 test set 2 \u00b7 x \u221230\u00b0"));
        QVERIFY(cursor.goTo("second_gen_p_3_z_90.png"));
        QCOMPARE(viewDescription(*cursor.catalogue(), cursor.place()),
                 QStringLiteral("trained object \u00b7 train set \u00b7 z 90\u00b0"));
    }
};

QTEST_GUILESS_MAIN(TestViewCursor)
#include "tst_viewcursor.moc"
