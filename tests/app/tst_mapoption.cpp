#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {
struct Ended
{
    int code = -1;
    QByteArray output;
    QByteArray errors;
};

Ended run(const QStringList& arguments)
{
    QProcess process;
    process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                  arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QString text(const char* words)
{
    return QString::fromLatin1(words);
}
} // namespace

class TestMapOption : public QObject
{
    Q_OBJECT

private:
    QString write(const char* name, const QByteArray& content) const
    {
        QFile file(m_folder.filePath(text(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return file.fileName();
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void checksAForeignTable()
    {
        const QString file =
            write("people.csv", "who,stage,picture,is,said\nanna,0,a.png,p,q\nbert,1,b.png,q,q\n");
        QStringList arguments {text("check"), file, text("--json")};
        for (const char* map : {"run=who", "epoch=:1", "phase=stage", "phase:0=train", "phase:1=test",
                                "image=picture", "truth=is", "prediction=said"})
            arguments << text("--map") << text(map);
        const Ended ended = run(arguments);
        QVERIFY2(ended.code == 0, ended.errors.constData());
        const QJsonObject json = QJsonDocument::fromJson(ended.output)[text("files")][0].toObject();
        QCOMPARE(json[text("runs")].toInt(), 2);
        QCOMPARE(json[text("columns")].toArray().size(), 8);
    }

    void analysesModelVersusHumanBesideOurOwn()
    {
        QByteArray people = "subj,session,trial,rt,object_response,category,condition,imagename\n";
        QByteArray network = "run,epoch,phase,image_name,ground_truth,prediction\n";
        for (const char* image : {"a", "b", "c", "d"}) {
            for (const char* subject : {"subject-01", "subject-02"})
                people += QByteArray(subject) + ",1,1,0.5,cat," + (*image < 'c' ? "cat" : "dog") + ",0,"
                    + image + '\n';
            network += QByteArray("1,1,test,") + image + (*image < 'c' ? ",cat" : ",dog") + ",cat\n";
        }
        const QString out = m_folder.filePath(text("out"));
        const Ended ended = run({text("analyse"), text("--trials"), write("colour_subjects.csv", people),
                                 write("net.csv", network), text("--out"), out, text("--bootstrap"),
                                 text("0"), text("--json")});
        QVERIFY2(ended.code == 0, ended.errors.constData());
        const QJsonDocument json = QJsonDocument::fromJson(ended.output);
        const QJsonObject observer = json[text("observers")][0].toObject();
        QCOMPARE(observer[text("kind")].toString(), text("human"));
        QCOMPARE(observer[text("runs")].toArray(), (QJsonArray {1, 2}));
        QCOMPARE(observer[text("columns")][0].toString(), text("run=subj"));
        QCOMPARE(json[text("observers")][1][text("columns")].toArray(), QJsonArray());
        QFile accuracy(out + text("/accuracy_mean.csv"));
        QVERIFY(accuracy.open(QIODevice::ReadOnly));
        QVERIFY(accuracy.readAll().contains("\ncolour_subjects,1,test,2,0.5,"));
    }

    void mapsOneObserverAlone()
    {
        const QString people = write("people.csv", "who,picture,is,said,run\nanna,a,p,p,3\nbert,b,q,q,4\n");
        const QString ours = write("phase.csv",
                                   "run,epoch,phase,image_name,ground_truth,prediction,who\n"
                                   "1,1,test,a,p,p,x\n1,1,test,b,q,p,y\n");
        QStringList arguments {text("check"), people, ours, text("--json")};
        for (const char* map :
             {"run=:9", "people:run=who", "people:epoch=:1", "people:phase=:test", "people:image=picture",
              "people:truth=is", "people:prediction=said", "phase:phase:test=train"})
            arguments << text("--map") << text(map);
        const Ended ended = run(arguments);
        QVERIFY2(ended.code == 0, ended.errors.constData());
        const QJsonDocument json = QJsonDocument::fromJson(ended.output);
        QCOMPARE(json[text("files")][0][text("columns")].toArray().size(), 6);
        QCOMPARE(json[text("files")][0][text("columns")][0].toString(), text("run=who"));
        // An observer called like a column: what is meant of it is told by what follows.
        QCOMPARE(json[text("files")][1][text("columns")].toArray(), QJsonArray {text("phase:test=train")});
    }

    void refusesWhatItDoesNotUnderstand_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : {"check", "analyse", "figure"})
            QTest::newRow(command) << text(command);
    }

    void refusesWhatItDoesNotUnderstand()
    {
        QFETCH(QString, command);
        const QString file = write("any.csv", "a\n1\n");
        QStringList arguments {command};
        if (command != text("check"))
            arguments << text("--out") << m_folder.filePath(text("x.svg")) << text("--trials");
        const Ended ended = run(arguments + QStringList {file, text("--map"), text("who=a")});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.errors.contains("--map: 'who=a' is not understood; expected run,"),
                 ended.errors.constData());
    }
};

QTEST_GUILESS_MAIN(TestMapOption)
#include "tst_mapoption.moc"
