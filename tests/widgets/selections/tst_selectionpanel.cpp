#include "widgets/itemmodels/namedselectionmodel.h"
#include "widgets/itemmodels/observermodel.h"
#include "widgets/selections/selectionpanel.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace learnscope;
using Command = SelectionPanel::Command;

class TestSelectionPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_selection.clear();
        m_saved.setSelections({});
        m_observers.clear();
        m_observers.addObserver(makeObserver("human.csv", nullptr), {{1, 1, Phase::Test, 4, 2}});
        m_observers.addObserver(makeObserver("net.csv", nullptr), {{1, 1, Phase::Test, 4, 2}});
    }

    void savesUnderANameAndBringsBack()
    {
        SelectionPanel panel(m_observers, m_selection, m_saved);
        panel.show();
        QVERIFY(!panel.action(Command::Save)->isEnabled());
        QVERIFY(!panel.action(Command::Select)->isEnabled());
        m_selection.select(trialsOf("human", {}, 4, Phase::Test));
        panel.action(Command::Save)->trigger();
        auto* editor = panel.table()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("Humans, test, epoch 4"));
        editor->setText(QStringLiteral("late"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(m_saved.selections().front().name, std::string("late"));
        m_selection.clear();
        panel.action(Command::Select)->trigger();
        QCOMPARE(m_selection.selection(), trialsOf("human", {}, 4, Phase::Test));
        QTest::keyClick(panel.table(), Qt::Key_Delete);
        QCOMPARE(m_saved.rowCount(), 0);
        QCOMPARE(m_selection.selection(), trialsOf("human", {}, 4, Phase::Test)); // is still selected
    }

    void combines_data()
    {
        QTest::addColumn<Command>("command");
        QTest::addColumn<TrialSelection>("expected");
        const auto epochs = [](std::vector<std::int32_t> numbers) {
            TrialSelection selection = trialsOf("human");
            selection.clauses.front().epochs = ValueSet<std::int32_t>::only(std::move(numbers));
            return selection;
        };
        QTest::newRow("select") << Command::Select << epochs({3, 4});
        QTest::newRow("union") << Command::Add << epochs({2, 3, 4});
        QTest::newRow("intersection") << Command::Intersect << epochs({3});
        QTest::newRow("difference") << Command::Remove << epochs({2});
        TrialSelection others = trialsOf("human");
        others.clauses.front().epochs = ValueSet<std::int32_t>::except({2, 3});
        QTest::newRow("complement within what is open")
            << Command::Invert << unionOf(trialsOf("net"), others);
    }
    void combines()
    {
        QFETCH(Command, command);
        QFETCH(TrialSelection, expected);
        SelectionPanel panel(m_observers, m_selection, m_saved);
        m_saved.add({"3", trialsOf("human", {}, 3)});
        m_saved.add({"4", trialsOf("human", {}, 4)});
        panel.table()->selectAll();
        m_selection.select(trialsOf("human", {}, 2));
        m_selection.select(trialsOf("human", {}, 3), Selecting::Add);
        panel.action(command)->trigger();
        QVERIFY(difference(m_selection.selection(), expected).empty());
        QVERIFY(difference(expected, m_selection.selection()).empty());
    }

    void keepsThemInAFile()
    {
        SelectionPanel panel(m_observers, m_selection, m_saved);
        QSignalSpy failures(&panel, &SelectionPanel::failed);
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("\u9078\u629e.json"));
        m_saved.add({"late", trialsOf("human", {}, 4)});
        QVERIFY(panel.saveFile(file));
        QVERIFY(panel.loadFile(file)); // what is there stays
        QCOMPARE(m_saved.rowCount(), 2);
        QCOMPARE(m_saved.selections()[1], (NamedSelection {"late (2)", trialsOf("human", {}, 4)}));
        QVERIFY(failures.isEmpty());
        QVERIFY(!panel.loadFile(folder.filePath(QStringLiteral("missing.json"))));
        QVERIFY(!panel.saveFile(folder.path())); // a folder is there
        QCOMPARE(failures.count(), 2);
        QCOMPARE(m_saved.rowCount(), 2);
    }

    void hasNamesForEveryButton()
    {
        SelectionPanel panel(m_observers, m_selection, m_saved);
        const auto buttons = panel.findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 9);
        for (const QToolButton* button : buttons) {
            QVERIFY(!button->accessibleName().isEmpty());
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
    }

private:
    ObserverModel m_observers;
    SelectionModel m_selection;
    NamedSelectionModel m_saved;
};

QTEST_MAIN(TestSelectionPanel)
#include "tst_selectionpanel.moc"
