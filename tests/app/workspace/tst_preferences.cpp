#include "app/workspace/preferences.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

class TestPreferences : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remembersWhatWasSet()
    {
        Preferences written(file());
        written.setTheme(ThemeChoice::Dark);
        written.setScale(150);
        written.setLayout({"geometry", "docks", "views"});
        const Preferences read(file());
        QCOMPARE(read.theme(), ThemeChoice::Dark);
        QCOMPARE(read.scale(), 150);
        QCOMPARE(read.layout().docks, QByteArray("docks"));
        written.reset();
        QCOMPARE(read.theme(), ThemeChoice::System);
        QCOMPARE(read.layout().views, QByteArray());
    }

    void listsTheNewestFirstAndEachOnce()
    {
        Preferences preferences(file());
        for (int number = 0; number < 12; ++number)
            preferences.addRecent(QString::number(number));
        preferences.addRecent(QStringLiteral("5"));
        const QStringList recent = preferences.recent();
        QCOMPARE(recent.size(), Preferences::maximumRecent);
        QCOMPARE(recent.mid(0, 3),
                 QStringList({QStringLiteral("5"), QStringLiteral("11"), QStringLiteral("10")}));
        preferences.clearRecent();
        QCOMPARE(preferences.recent(), QStringList());
    }

    void remembersColumnLayouts()
    {
        const auto mapping = [](const std::vector<std::string>& texts) {
            return parseTrialMapping(texts).value();
        };
        const RememberedLayout first {{"who, or what", "\u00e9t\u00e9", "="}, mapping({"run=who, or what"})};
        const RememberedLayout second {{"a", "b"}, mapping({"image=a", "truth:0=x\\=y", "rt=b"})};
        Preferences preferences(file());
        preferences.rememberColumnLayout(first);
        preferences.rememberColumnLayout(second);
        QCOMPARE(Preferences(file()).columnLayouts(), (std::vector {second, first}));
        const RememberedLayout changed {{"b", "a"}, mapping({"image=b"})}; // the same columns
        preferences.rememberColumnLayout(changed);
        QCOMPARE(Preferences(file()).columnLayouts(), (std::vector {changed, first}));
        preferences.setColumnLayouts({});
        QVERIFY(Preferences(file()).columnLayouts().empty());
    }

    void leavesDamagedColumnLayoutsOut()
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("[column_layouts]\nsize=4\n1\\columns=a, b\n1\\mapping=who=a\n2\\columns=a, b\n"
                      "2\\mapping=run=a, epoch=b\n3\\mapping=run=a\n");
        damaged.close();
        const auto layouts = Preferences(file()).columnLayouts();
        QCOMPARE(int(layouts.size()), 1);
        QCOMPARE(toTexts(layouts[0].mapping), (std::vector<std::string> {"run=a", "epoch=b"}));
    }

    void doesNotBelieveADamagedFile()
    {
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("theme=plaid\nscale=7000\n[layout]\nversion=999\ndocks=zzz\n");
        damaged.close();
        const Preferences preferences(file());
        QCOMPARE(preferences.theme(), ThemeChoice::System);
        QCOMPARE(preferences.scale(), 100);
        QCOMPARE(preferences.layout().docks, QByteArray());
    }

private:
    QString file() const
    {
        return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral(".ini"));
    }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestPreferences)
#include "tst_preferences.moc"
