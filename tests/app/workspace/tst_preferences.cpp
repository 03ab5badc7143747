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
