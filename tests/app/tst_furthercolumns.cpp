#include "tests/support/shareddata.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// Tables that rest on further columns, from the command line.
class TestFurtherColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(QStringLiteral("people.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("run,epoch,phase,image_name,ground_truth,prediction,condition,level,RT (ms)\n"
                   "1,1,test,a,p,p,full,0.5,400\n1,1,test,b,p,q,blur,1,600\n1,1,test,c,q,q,,2,NaN\n"
                   "2,1,test,a,p,p,full,0.5,500\n2,1,test,b,p,p,blur,1,-1\n2,2,test,a,p,q,full,,800\n");
        QFile bare(m_folder.filePath(QStringLiteral("net.csv")));
        QVERIFY(bare.open(QIODevice::WriteOnly));
        bare.write("run,epoch,phase,image_name,ground_truth,prediction\n1,1,test,a,p,p\n1,1,test,b,p,p\n");
    }

    void writesAccuracyByAColumn()
    {
        const QByteArray table = analyse({"--by", "condition"}, "by_column.csv");
        QVERIFY2(table.startsWith("observer,phase,epoch,column,value,lowest,highest,trials,accuracy,correct,"
                                  "wilson_low,wilson_high,band_low,band_high,runs\n"
                                  "people,test,pooled,condition,blur,,,2,0.5,1,"),
                 table.constData());
        QVERIFY2(table.contains("\npeople,test,pooled,condition,full,,,3,0.666"), table.constData());
        QVERIFY2(table.contains("\npeople,test,pooled,condition,,,,1,1,1,"), table.constData());
        QVERIFY(!table.contains("\nnet,"));
    }

    void partsNumbersAndEpochs()
    {
        const QByteArray table = analyse({"--by", "level", "--by-bins", "2", "--by-epochs"}, "by_column.csv");
        QVERIFY2(table.contains("\npeople,test,1,level,0.5,0.5,0.5,2,1,2,"), table.constData());
        QVERIFY2(table.contains("\npeople,test,1,level,1 to 2,1,2,3,0.666"), table.constData());
        QVERIFY2(table.contains("\npeople,test,2,level,,,,1,0,0,"), table.constData());
    }

    void writesReactionTimes()
    {
        const QByteArray table = analyse({}, "reaction_times.csv");
        QVERIFY2(table.contains("\npeople,test,1,right,2,0.666"), table.constData());
        QVERIFY2(table.contains("\npeople,test,pooled,wrong,2,0.5,0.7,0.62,"), table.constData());
        QVERIFY(!table.contains("\nnet,"));
        const QByteArray json = analyse({}, "analysis.json");
        QVERIFY2(
            json.contains("people: column RT (ms), in ms by its name; 1 trial without a reaction time left "
                          "out; 1 reaction time of zero or less left out."),
            json.constData());
        QVERIFY(
            analyse({}, "speed_accuracy.csv").startsWith("observer,phase,bin,mean_time,trials,accuracy,"));
    }

    void writesNothingWhereThereIsNothing()
    {
        QVERIFY(analyse({}, "by_column.csv").isEmpty());
        m_tables = {QStringLiteral("net.csv")};
        for (const char* table : {"reaction_times.csv", "speed_accuracy.csv"})
            QVERIFY(analyse({}, table).isEmpty());
        m_tables = bothTables();
    }

    void refusesAColumnThatIsNotThere()
    {
        analyse({"--by", "colour"}, "analysis.json");
        QVERIFY2(
            m_errors.contains("--by: no table has a further column 'colour'; there are condition, level, "
                              "RT (ms)"),
            m_errors.constData());
        QCOMPARE(m_code, 2);
    }

private:
    static QStringList bothTables() { return {QStringLiteral("people.csv"), QStringLiteral("net.csv")}; }

    /// What stands in @p table after the command; empty where it is not written.
    QByteArray analyse(const QList<const char*>& options, const char* table)
    {
        QTemporaryDir out;
        QStringList arguments {QStringLiteral("analyse"), QStringLiteral("--bootstrap"), QStringLiteral("0"),
                               QStringLiteral("--quiet"), QStringLiteral("--out"),       out.path(),
                               QStringLiteral("--trials")};
        for (const QString& name : std::as_const(m_tables))
            arguments << m_folder.filePath(name);
        for (const char* option : options)
            arguments << QString::fromLatin1(option);
        QProcess process;
        process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                      arguments);
        if (!process.waitForFinished(60'000))
            return {};
        m_code = process.exitCode();
        m_errors = process.readAllStandardError();
        QFile file(out.filePath(QString::fromLatin1(table)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    QStringList m_tables = bothTables();
    QByteArray m_errors;
    int m_code = -1;
};

QTEST_GUILESS_MAIN(TestFurtherColumns)
#include "tst_furthercolumns.moc"
