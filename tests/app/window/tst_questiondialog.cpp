#include "app/window/inferline.h"
#include "app/window/questiondialog.h"
#include "app/window/questionform.h"
#include "app/workspace/workspace.h"
#include "core/inference/infer.h"
#include "core/inference/inferencetables.h"
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"
#include "widgets/itemmodels/inferencemodel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

class TestQuestionDialog : public QObject
{
    Q_OBJECT

    QString table(const char* name, int runs)
    {
        return writeTrialFile(m_folder.filePath(QString::fromLatin1(name)), {.runs = runs, .learned = runs});
    }

    /// Humans and two networks; the second network has two runs unchecked.
    void fill(Workspace& workspace)
    {
        workspace.open(
            {table("human_classification_data.csv", 6), table("net one.csv", 5), table("two.csv", 7)});
        QTRY_VERIFY_WITH_TIMEOUT(!workspace.isBusy(), 60000);
        QCOMPARE(workspace.observers().observerCount(), 3);
        workspace.observers().setCheckedRuns(2, std::vector<std::int32_t> {1, 2, 3, 5, 7});
    }

    static InferenceOptions few(Question question)
    {
        InferenceOptions options;
        options.question = question;
        options.draws = 300;
        return options;
    }

    static QPushButton* button(const QDialog& dialog, const char* text)
    {
        for (QPushButton* found : dialog.findChildren<QPushButton*>())
            if (found->text().remove(u'&') == QLatin1String(text))
                return found;
        return nullptr;
    }

    static bool says(const QDialog& dialog, const char* text)
    {
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            if (label->text().contains(QLatin1String(text)))
                return true;
        return false;
    }

    static void answer(QuestionDialog& dialog)
    {
        QSignalSpy answered(&dialog, &QuestionDialog::answered);
        dialog.ask();
        QVERIFY(dialog.isRunning());
        QVERIFY(answered.wait(60000));
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void answersAsTheCoreDoes()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        QAbstractItemModelTester tester(&dialog.model());
        for (const QuestionWords& words : questionTable()) {
            dialog.form().setOptions(few(words.question));
            answer(dialog);
            InferenceOptions options = dialog.form().options();
            std::vector<Observer> observers;
            for (int place = 0; place < 3; ++place) {
                observers.push_back(workspace.observers().observer(place));
                options.selections.push_back(
                    {RunSelection::Rule::Listed, workspace.observers().checkedRuns(place)});
            }
            const auto expected = infer(observers, options);
            QVERIFY(dialog.model().result() && expected);
            QCOMPARE(inferenceCsv(*dialog.model().result()), inferenceCsv(*expected));
            QCOMPARE(dialog.findChild<QPlainTextEdit*>()->toPlainText(),
                     QString::fromStdString(expected->methodsText));
        }
    }

    void namesTheMethodBeforeItRuns()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        dialog.form().setOptions(few(Question::Differ));
        QVERIFY(says(dialog, "permutation of observer labels"));
        QVERIFY(says(dialog, "interchangeable"));
        InferenceOptions options = few(Question::Differ);
        options.generalise = Generalisation::Both;
        dialog.form().setOptions(options);
        QVERIFY(says(dialog, "two-factor bootstrap variance"));
        QVERIFY(!says(dialog, "permutation of observer labels"));
        QVERIFY(dialog.model().rowCount() == 0);
    }

    void offersOnlyWhatApplies()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        dialog.form().setOptions(few(Question::MoreHuman));
        QVERIFY(button(dialog, "Ask")->isEnabled());
        auto* list = dialog.findChild<QListWidget*>();
        QCOMPARE(list->count(), 3);
        QVERIFY(list->item(2)->text().contains(QStringLiteral("5 runs")));
        list->item(2)->setCheckState(Qt::Unchecked); // one network is left
        QVERIFY(!button(dialog, "Ask")->isEnabled());
        QVERIFY(says(dialog, "two networks"));
        QCOMPARE(dialog.form().chosenPlaces(), (std::vector<int> {0, 1}));
        dialog.form().setOptions(few(Question::Differ));
        QVERIFY(button(dialog, "Ask")->isEnabled());
        // an observer without checked runs goes
        workspace.observers().setCheckedRuns(1, {});
        QCOMPARE(list->count(), 2);
        QVERIFY(!button(dialog, "Ask")->isEnabled());
    }

    void saysWhyThereIsNoAnswer()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        workspace.observers().setCheckedRuns(1, std::vector<std::int32_t> {1});
        dialog.form().setOptions(few(Question::Differ));
        answer(dialog);
        QVERIFY(says(dialog, "has 1 run"));
        QCOMPARE(dialog.model().rowCount(), 0);
        QVERIFY(!button(dialog, "Export CSV...")->isEnabled());
    }

    void cancelledItChangesNothing()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        dialog.form().setOptions(few(Question::Differ));
        answer(dialog);
        const auto before = dialog.model().result();
        InferenceOptions options = few(Question::MoreHuman);
        options.draws = mostDraws;
        options.generalise = Generalisation::Both;
        dialog.form().setOptions(options);
        QSignalSpy answered(&dialog, &QuestionDialog::answered);
        dialog.ask();
        QTest::keyClick(&dialog, Qt::Key_Escape); // cancels, and closes only after that
        QVERIFY(answered.wait(10000));
        QVERIFY(says(dialog, "Cancelled"));
        QCOMPARE(dialog.model().result(), before);
        QVERIFY(!dialog.isRunning());
    }

    void theCommandGivesTheSameAnswer_data()
    {
        QTest::addColumn<bool>("onlySelected");
        QTest::newRow("all trials") << false;
        QTest::newRow("only selected trials") << true;
    }

    void theCommandGivesTheSameAnswer()
    {
        QFETCH(bool, onlySelected);
        Workspace workspace;
        fill(workspace);
        TrialClause clause;
        clause.epochs = ValueSet<std::int32_t>::only({2, 3});
        workspace.selection().select({{clause}});
        workspace.setOnlySelected(onlySelected);
        workspace.observers().setKind(1, ObserverKind::Human);
        QuestionDialog dialog(workspace);
        InferenceOptions options = few(Question::Differ);
        options.generalise = Generalisation::Images;
        options.against = "two";
        options.interval = IntervalMethod::Percentile;
        options.correction = Correction::BenjaminiHochberg;
        options.seed = 12;
        dialog.form().setOptions(options);
        QCOMPARE(dialog.form().options().against, std::string("two"));
        answer(dialog);
        const auto& methods = dialog.findChild<QPlainTextEdit*>()->toPlainText();
        QCOMPARE(methods.contains(QStringLiteral("only selected trials are counted")), onlySelected);
        button(dialog, "Copy as command")->click();
        const QString line = QApplication::clipboard()->text();
        QVERIFY(line.startsWith(QStringLiteral("learnscope-cli infer --question differ")));
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"),
                           QString::fromStdString(programFolder().string()) + u':'
                               + environment.value(QStringLiteral("PATH")));
        shell.setProcessEnvironment(environment);
        const QString out = m_folder.filePath(QStringLiteral("command.csv"));
        shell.start(QStringLiteral("sh"),
                    {QStringLiteral("-c"), line + QStringLiteral(" --quiet --out '%1'").arg(out)});
        QVERIFY(shell.waitForFinished(60000));
        QCOMPARE(shell.exitCode(), 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray::fromStdString(inferenceCsv(*dialog.model().result())));
    }

    void exportsAndCopies()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        dialog.form().setOptions(few(Question::LagBehindHumans));
        answer(dialog);
        QSignalSpy written(&dialog, &QuestionDialog::written);
        const QString out = m_folder.filePath(QStringLiteral("answer.csv"));
        dialog.writeCsv(out);
        QVERIFY(written.wait(10000));
        QVERIFY(written.first().first().toBool());
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray::fromStdString(inferenceCsv(*dialog.model().result())));
        dialog.writeCsv(out + QStringLiteral("/no/folder.csv"));
        QVERIFY(written.wait(10000));
        QVERIFY(!written.last().first().toBool());
        QVERIFY(workspace.problems().rowCount() > 0);
        button(dialog, "Copy text")->click();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Seed 1")));
    }

    void everythingHasANameAndIsReachedByKeys()
    {
        Workspace workspace;
        fill(workspace);
        QuestionDialog dialog(workspace);
        for (const QWidget* widget : dialog.findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus
                && qobject_cast<const QAbstractButton*>(widget) == nullptr
                && widget->parentWidget()->metaObject()->className() != QByteArray("QSpinBox")
                && !widget->objectName().startsWith(QStringLiteral("qt_")))
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        dialog.show();
        auto* table = dialog.findChild<QTableView*>();
        QVERIFY(table->focusPolicy() & Qt::TabFocus);
        bool reached = false;
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        // arrows go through the questions
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(dialog.form().options().question, Question::Generalise);
        for (int step = 0; step < 40 && !reached; ++step) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            reached = QApplication::focusWidget() == table;
        }
        QVERIFY(reached);
    }
};

QTEST_MAIN(TestQuestionDialog)
#include "tst_questiondialog.moc"
