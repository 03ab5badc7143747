#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/representationmodel.h"
#include "widgets/representations/representationpanel.h"

#include <QAbstractItemModelTester>
#include <QListView>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace learnscope;

namespace {
OpenRepresentation open(const std::string& name, std::size_t rows = 3)
{
    OpenRepresentation one;
    one.name = name;
    one.label = name;
    one.origin = RepresentationFile {"/data/" + name + ".npy"};
    one.value = std::make_shared<const Representation>(
        Embedding::make(rows, 2, SharedValues<float>(std::vector<float>(2 * rows, 1))).value());
    return one;
}

std::vector<std::string> namesOf(const RepresentationModel& model)
{
    std::vector<std::string> names;
    for (const OpenRepresentation& one : model.all())
        names.push_back(one.name);
    return names;
}
} // namespace

class TestRepresentationPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachANameOfItsOwn()
    {
        RepresentationModel model;
        QAbstractItemModelTester tester(&model);
        model.add(open("vice"));
        model.add(open("vice"));
        model.add(open("vice"));
        QCOMPARE(namesOf(model), (std::vector<std::string> {"vice", "vice (2)", "vice (3)"}));
        QCOMPARE(model.at(2).label, std::string("vice (3)"));
        QCOMPARE(model.placeOf("vice (2)"), 1);
        QCOMPARE(model.placeOf("none"), -1);
    }

    void moves_data()
    {
        QTest::addColumn<int>("place");
        QTest::addColumn<int>("before");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("up") << 2 << 1 << QByteArray("acb");
        QTest::newRow("to the top") << 2 << 0 << QByteArray("cab");
        QTest::newRow("down") << 0 << 2 << QByteArray("bac");
        QTest::newRow("to the end") << 0 << 3 << QByteArray("bca");
        QTest::newRow("before itself") << 1 << 1 << QByteArray("abc");
        QTest::newRow("behind itself") << 1 << 2 << QByteArray("abc");
        QTest::newRow("above the top") << 0 << -1 << QByteArray("abc");
        QTest::newRow("beyond the end") << 0 << 4 << QByteArray("abc");
    }
    void moves()
    {
        QFETCH(int, place);
        QFETCH(int, before);
        QFETCH(QByteArray, expected);
        RepresentationModel model;
        QAbstractItemModelTester tester(&model);
        for (const char* name : {"a", "b", "c"})
            model.add(open(name));
        QSignalSpy changed(&model, &RepresentationModel::representationsChanged);
        model.move(place, before);
        QByteArray names;
        for (const std::string& name : namesOf(model))
            names += QByteArray::fromStdString(name);
        QCOMPARE(names, expected);
        QCOMPARE(changed.count(), expected == QByteArray("abc") ? 0 : 1);
    }

    void saysWhatEachIs()
    {
        RepresentationModel model;
        QAbstractItemModelTester tester(&model);
        model.add(open("features", 1854));
        QCOMPARE(model.description(0),
                 QStringLiteral("1,854 items \u00d7 2 features, 1 \u2212 Pearson\u2019s r"));
        model.setMeasure(0, PairMeasure::Euclidean);
        QVERIFY(model.description(0).endsWith(QLatin1String("Euclidean distance")));
        model.replaceValue(0, nullptr, {}, "there is no such file");
        QCOMPARE(model.description(0), QStringLiteral("there is no such file"));
        QVERIFY(model.index(0)
                    .data(Qt::AccessibleDescriptionRole)
                    .toString()
                    .contains(QLatin1String("no such file")));
        model.setReference(0, true);
        QVERIFY(model.index(0)
                    .data(Qt::AccessibleDescriptionRole)
                    .toString()
                    .contains(QLatin1String("reference")));
    }

    void keepsWhatTrialsTellNowWhenItIsPutBack()
    {
        RepresentationModel model;
        OpenRepresentation answers = open("answers");
        answers.origin = RepresentationOfTrials {"human"};
        model.add(answers);
        const auto before = model.all();
        const auto now = open("x").value;
        model.replaceValue(0, now);
        QVERIFY(before == model.all()); // the trials' doing is no change
        model.setShown(0, false);
        QVERIFY(!(before == model.all()));
        model.restore(before);
        QCOMPARE(model.at(0).value, now);
        QVERIFY(model.at(0).isShown);
    }

    void ticksRenamesAndClosesByKeys()
    {
        RepresentationModel model;
        RepresentationPanel panel(model);
        QVERIFY(!panel.list()->isVisibleTo(&panel)); // no room is taken where nothing is open
        model.add(open("first"));
        model.add(open("second"));
        QVERIFY(panel.list()->isVisibleTo(&panel));
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        QSignalSpy asked(&panel, &RepresentationPanel::openRequested);
        QTest::mouseClick(panel.findChild<QToolButton*>(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        panel.list()->setFocus();
        panel.list()->setCurrentIndex(model.index(1));
        QCOMPARE(panel.currentPlace(), 1);
        QTest::keyClick(panel.list(), Qt::Key_Space);
        QVERIFY(!model.at(1).isShown && model.at(0).isShown);
        QSignalSpy removed(&panel, &RepresentationPanel::removeRequested);
        QTest::keyClick(panel.list(), Qt::Key_Delete);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed[0][0].toInt(), 1);
        QVERIFY(model.setData(model.index(1), QStringLiteral("  renamed ")));
        QCOMPARE(model.at(1).label, std::string("renamed"));
        QVERIFY(!model.setData(model.index(1), QStringLiteral("  "))); // a name is not taken away
    }

    void selectsItems_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("replace") << int(Selecting::Replace) << QByteArray("bc");
        QTest::newRow("add") << int(Selecting::Add) << QByteArray("abc");
        QTest::newRow("remove") << int(Selecting::Remove) << QByteArray("a");
        QTest::newRow("toggle") << int(Selecting::Toggle) << QByteArray("abc");
    }
    void selectsItems()
    {
        QFETCH(int, how);
        QFETCH(QByteArray, expected);
        ItemSelectionModel items;
        items.select({"a", "b"});
        QSignalSpy changed(&items, &ItemSelectionModel::selectionChanged);
        items.select({"b", "c"}, static_cast<Selecting>(how));
        QByteArray selected;
        for (const std::string& item : items.items())
            selected += QByteArray::fromStdString(item);
        QCOMPARE(selected, expected);
        QCOMPARE(changed.count(), 1);
        items.setItems(items.shared());
        QCOMPARE(changed.count(), 1); // nothing else is selected
    }
};

QTEST_MAIN(TestRepresentationPanel)
#include "tst_representationpanel.moc"
