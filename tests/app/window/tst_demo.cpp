#include "widgets/figures/figurerequest.h"

#include "tests/support/shareddata.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The tour without a display, run as a user runs it.
class TestDemo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAllThereIs()
    {
        const QTemporaryDir folder;
        const QString table = folder.filePath(QStringLiteral("%1.csv"));
        const auto write = [&](const char* name, char answer) {
            QFile file(table.arg(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction,contrast,rt\n";
            for (int run = 1; run <= 3; ++run)
                for (int epoch = 1; epoch <= 3; ++epoch)
                    for (const char* phase : {"train", "test"})
                        for (int trial = 0; trial < 12; ++trial) {
                            const char truth = "pqv"[trial % 3];
                            text += QByteArray::number(run) + ',' + QByteArray::number(epoch) + ',' + phase
                                + ",second_gen_" + truth + '_' + QByteArray::number(trial) + "_0.png," + truth
                                + ',' + (trial < 4 * epoch ? truth : answer) + ','
                                + (trial % 2 ? "low" : "high") + ",0." + QByteArray::number(300 + 7 * trial)
                                + '\n';
                        }
            QCOMPARE(file.write(text), text.size());
        };
        write("human", 'p');
        write("resnet50", 'q');

        const QString out = folder.filePath(QStringLiteral("tour"));
        QProcess demo;
        demo.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                   {QStringLiteral("demo"), table.arg(QStringLiteral("human")),
                    table.arg(QStringLiteral("resnet50")), QStringLiteral("--out"), out});
        QVERIFY(demo.waitForFinished(240000));
        QVERIFY2(demo.exitCode() == 0, demo.readAllStandardError());

        QFile page(out + QStringLiteral("/index.html"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const QByteArray html = page.readAll();
        QStringList files {QStringLiteral("window.png"), QStringLiteral("check.txt"),
                           QStringLiteral("lag.txt"), QStringLiteral("tables/generalisation_lag.csv"),
                           QStringLiteral("tables/analysis.json")};
        for (const learnscope::FigureKind kind : learnscope::figureKinds())
            for (const char* ending : {".png", ".pdf"})
                files << QStringLiteral("figures/")
                        + QString::fromStdString(std::string(learnscope::toString(kind)))
                        + QLatin1String(ending);
        for (const QString& file : files) {
            QVERIFY2(QFileInfo(out + QLatin1Char('/') + file).size() > 0, qPrintable(file));
            QVERIFY2(html.contains("href=\"" + file.toUtf8() + '"'), qPrintable(file));
        }
    }
};

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
