// The program itself: what its command line does.
#include "tests/support/shareddata.h"
#include "tests/support/trialfile.h"

#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsCommandsWithoutAWindow_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("printed");
        const auto words = [](const char* text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
        QTest::newRow("a command") << words("version") << 0 << QStringLiteral("learnscope ");
        QTest::newRow("version") << words("--version") << 0 << QStringLiteral("learnscope ");
        QTest::newRow("help") << words("--help") << 0 << QStringLiteral("--screenshot");
        QTest::newRow("help lists commands") << words("--help") << 0 << QStringLiteral("figure");
        QTest::newRow("unknown option") << words("--dance") << 2 << QString();
        QTest::newRow("unknown theme") << words("--theme plaid") << 2 << QString();
        QTest::newRow("no size") << words("--size wide") << 2 << QString();
        QTest::newRow("a command's own mistake") << words("figure") << 2 << QString();
    }

    void runsCommandsWithoutAWindow()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, printed);
        QProcess program;
        start(program, arguments);
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), code);
        QVERIFY(QString::fromUtf8(program.readAllStandardOutput()).contains(printed));
    }

    void drawsItselfWithoutAScreen()
    {
        QTemporaryDir folder;
        const QString table = learnscope::writeTrialFile(folder.filePath(QStringLiteral("human.csv")));
        const QString picture = folder.filePath(QStringLiteral("window.png"));
        QProcess program;
        start(program,
              {QStringLiteral("-platform"), QStringLiteral("offscreen"), QStringLiteral("--screenshot"),
               picture, QStringLiteral("--size"), QStringLiteral("1000x700"), QStringLiteral("--scale"),
               QStringLiteral("200"), QStringLiteral("--theme"), QStringLiteral("dark"), table});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 0);
        const QImage image(picture);
        QCOMPARE(image.size(), QSize(2000, 1400));
        QVERIFY(image.pixelColor(1998, 2).lightness() < 64);
    }

    void saysWhenItsPictureCannotBeWritten()
    {
        QProcess program;
        start(program, {QStringLiteral("--screenshot"), QStringLiteral("/no/such/folder/window.png")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 1);
        QVERIFY(program.readAllStandardError().contains("/no/such/folder"));
    }

    void timesItsFirstPaint()
    {
        QProcess program;
        start(program, {QStringLiteral("--time-first-paint")});
        QVERIFY(program.waitForFinished(60000));
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.readAllStandardOutput().startsWith("first paint after "));
    }

private:
    void start(QProcess& program, const QStringList& arguments) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_settings.path());
        program.setProcessEnvironment(environment);
        program.start(QString::fromStdString((learnscope::programFolder() / "learnscope").string()),
                      arguments);
    }

    QTemporaryDir m_settings;
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
