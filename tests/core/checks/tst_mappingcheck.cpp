#include "core/checks/mappingcheck.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

using Texts = std::vector<std::string>;

class TestMappingCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checks_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Texts>("mapping");
        QTest::addColumn<QByteArray>("verdict"); // its end, behind the file
        QTest::addColumn<Texts>("phases");
        const Texts usual {"run=who", "epoch=:1", "image=file", "truth=is", "prediction=said", "phase=stage"};
        const auto with = [&](const std::string& text) {
            Texts texts = usual;
            texts.push_back(text);
            return texts;
        };
        const QByteArray header = "who,stage,file,is,said\n";
        QTest::newRow("read") << header + "a,train,1,p,p\na,test,2,p,q\nb,test,2,q,q\n"
                              << usual
                              << QByteArray(
                                     "3 trials (1 of training, 2 of tests) of 2 runs in 1 epoch with 2 "
                                     "classes; 67 % are right")
                              << Texts {"train", "test"};
        QTest::newRow("phases of other names") << header + "a,learn,1,p,p\na,exam,2,p,q\n"
                                               << usual << QByteArray(":2:3: ") << Texts {"learn", "exam"};
        QTest::newRow("phases of other names, said")
            << header + "a,learn,1,p,p\n"
            << with("phase:learn=train")
            << QByteArray("1 trial (1 of training, 0 of tests) of 1 run in 1 epoch with 1 class; 100 % are "
                          "right")
            << Texts {"learn"};
        QTest::newRow("a column that is not there")
            << QByteArray("who,file,is,said\na,1,p,p\n") << usual
            << QByteArray(":1:1: column 'stage' is missing, which was to be 'phase'") << Texts {};
        QTest::newRow("half a row") << header + "a,train,1,p,p\na,tr" << usual << QByteArray(":3:5: ")
                                    << Texts {"train", "tr"};
        QTest::newRow("header only") << header << usual << QByteArray() << Texts {};
        QTest::newRow("empty") << QByteArray() << usual << QByteArray(": is empty; ") << Texts {};
    }

    void checks()
    {
        QFETCH(QByteArray, text);
        QFETCH(Texts, mapping);
        QFETCH(QByteArray, verdict);
        QFETCH(Texts, phases);
        const QString path = m_folder.filePath(QStringLiteral("t.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
        file.close();
        const auto check =
            checkMapping(path.toStdString(), parseTrialMapping(mapping).value(), 1, JobContext::none());
        QVERIFY(check);
        const QByteArray said = QByteArray::fromStdString(textOf(*check));
        const QByteArray expected = check->problems.empty() ? verdict : path.toUtf8() + verdict;
        QVERIFY2(said.startsWith(expected), said.constData());
        QCOMPARE(check->phases, phases);
    }

    void knowsUsualPhases()
    {
        QCOMPARE(usualPhase("Training"), std::string_view("train"));
        QCOMPARE(usualPhase("transfer"), std::string_view("test"));
        QCOMPARE(usualPhase("0"), std::string_view());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestMappingCheck)
#include "tst_mappingcheck.moc"
