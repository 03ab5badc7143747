#include "core/stimuli/itempictures.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

class TestItemPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPicturesByName_data()
    {
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("expected");
        QTest::newRow("the file's name") << "owl.png"
                                         << "owl.png";
        QTest::newRow("without its extension, the first") << "owl"
                                                          << "owl.jpg";
        QTest::newRow("a folder has its first picture") << "cat"
                                                        << "cat/cat_01.jpg";
        QTest::newRow("its path") << "cat/cat_02.jpg"
                                  << "cat/cat_02.jpg";
        QTest::newRow("another path to it") << "/data/things/cat/cat_02.jpg"
                                            << "cat/cat_02.jpg";
        QTest::newRow("a path, of two with one stem") << "/data/owl.png"
                                                      << "owl.png";
        QTest::newRow("none") << "dog"
                              << "";
        QTest::newRow("no picture") << "notes"
                                    << "";
    }
    void findsPicturesByName()
    {
        QFETCH(QString, item);
        QFETCH(QString, expected);
        QTemporaryDir folder;
        QVERIFY(folder.isValid());
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("cat")));
        for (const char* name : {"owl.png", "owl.jpg", "cat/cat_02.jpg", "cat/cat_01.jpg", "notes.txt"}) {
            QFile file(folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        const auto pictures = ItemPictures::ofFolder(folder.path().toStdString());
        QVERIFY(pictures);
        QCOMPARE(pictures->fileOf(item.toStdString()),
                 expected.isEmpty() ? std::string() : folder.filePath(expected).toStdString());
    }

    void saysThatAFolderIsMissing()
    {
        const auto pictures = ItemPictures::ofFolder("/nowhere/at/all");
        QVERIFY(!pictures);
        QCOMPARE(pictures.error().kind, Error::Kind::Io);
    }

    void takesPicturesAndClassesOfStimuli()
    {
        Stimulus stimulus;
        stimulus.fileName = "second_gen_p_3.png";
        stimulus.path = "/s/train/p/second_gen_p_3.png";
        stimulus.name = StimulusName {"p", "second_gen_p_3", "", 0};
        stimulus.category = "p";
        const auto pictures = ItemPictures::ofStimuli(StimulusSet("/s", {stimulus}));
        for (const char* item : {"p", "second_gen_p_3", "second_gen_p_3.png", "train/p/second_gen_p_3.png"})
            QCOMPARE(pictures.fileOf(item), stimulus.path.string());
        QVERIFY(pictures.fileOf("q").empty());
    }
};

QTEST_GUILESS_MAIN(TestItemPictures)
#include "tst_itempictures.moc"
