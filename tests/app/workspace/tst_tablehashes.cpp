#include "app/workspace/tablehashes.h"

#include "core/base/sha256.h"
#include "core/io/trialreader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>

using namespace learnscope;

class TestTableHashes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_file = m_folder.filePath(QStringLiteral("table.csv")).toStdString();
        write("run,epoch,phase,image_name,ground_truth,prediction\n1,1,test,a.png,p,p\n");
        m_trials = std::make_shared<const TrialTable>(*readTrials(m_file));
    }

    void hashesWhatWasRead()
    {
        TableHashes hashes;
        hashes.note(m_trials, m_file, stampOf(m_file), {});
        QVERIFY(hashes.known(m_trials).empty());
        QCOMPARE(hashes.hashOf(m_trials), *sha256OfFile(m_file));
        QCOMPARE(hashes.known(m_trials), *sha256OfFile(m_file));
        QVERIFY(hashes.hashOf(nullptr).empty());
    }

    /// Each half of a stamp tells alone that a file is another one.
    void hashesNothingThatHasChanged_data()
    {
        QTest::addColumn<bool>("otherSize");
        QTest::addColumn<bool>("otherTime");
        QTest::newRow("size") << true << false;
        QTest::newRow("time") << false << true;
        QTest::newRow("neither") << false << false;
    }

    void hashesNothingThatHasChanged()
    {
        QFETCH(bool, otherSize);
        QFETCH(bool, otherTime);
        const auto stamp = stampOf(m_file);
        QVERIFY(stamp);
        TableHashes hashes;
        hashes.note(m_trials, m_file, stamp, {});
        // The answer is another one, and there may be a line more.
        write(std::string("run,epoch,phase,image_name,ground_truth,prediction\n1,1,test,a.png,p,q\n")
              + (otherSize ? "1,1,test,b.png,p,q\n" : ""));
        std::filesystem::last_write_time(m_file,
                                         stamp->changed + std::chrono::milliseconds(otherTime ? 10 : 0));
        QCOMPARE(hashes.hashOf(m_trials).empty(), otherSize || otherTime);
    }

    void hashesNothingThatIsGone()
    {
        TableHashes hashes;
        hashes.note(m_trials, m_file, stampOf(m_file), {});
        QVERIFY(QFile::remove(QString::fromStdString(m_file)));
        QVERIFY(!stampOf(m_file));
        QVERIFY(hashes.hashOf(m_trials).empty());
    }

private:
    void write(const std::string& content) const
    {
        QFile file(QString::fromStdString(m_file));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content.c_str()) > 0);
    }

    QTemporaryDir m_folder;
    std::string m_file;
    std::shared_ptr<const TrialTable> m_trials;
};

QTEST_GUILESS_MAIN(TestTableHashes)
#include "tst_tablehashes.moc"
