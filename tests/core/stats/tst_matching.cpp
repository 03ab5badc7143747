#include "core/io/trialreader.h"
#include "core/stats/matching.h"
#include "tests/support/shareddata.h"

#include <QTest>

using namespace learnscope;

namespace {
/// Test trials: each part is "RUN EPOCH IMAGES", an image being a letter.
TrialTable tableOf(const QByteArrayList& parts)
{
    QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction\n";
    for (const QByteArray& part : parts) {
        const QByteArrayList words = part.split(' ');
        for (const char image : words[2])
            text += words[0] + ',' + words[1] + ",test," + image + ",p,q\n";
    }
    // Training trials do not count.
    text += "1,1,train,t,p,q\n";
    return parseTrials(text.toStdString(), "t.csv").value();
}

Observer published(const char* name)
{
    const std::string file =
        sharedFile(("data/huber2024/trials/" + std::string(name) + "_classification_data.csv").c_str())
            .string();
    return makeObserver(file, std::make_shared<const TrialTable>(readTrials(file).value()));
}

Observer observerOf(const char* label, ObserverKind kind)
{
    Observer observer;
    observer.name = observer.label = label;
    observer.kind = kind;
    return observer;
}

/// "epoch: pairs same partial apart fewest-most shown"
QByteArray toText(const MatchedImages& images)
{
    const auto text = [](auto number) { return QByteArray::number(quint64(number)); };
    return text(images.epoch) + ": " + text(images.pairs) + ' ' + text(images.same) + ' '
        + text(images.partial) + ' ' + text(images.apart) + ' ' + text(images.fewest) + '-'
        + text(images.most) + ' ' + text(images.shown);
}

QByteArrayList toTexts(const TrialMatching& matching)
{
    QByteArrayList texts;
    for (const MatchedImages& epoch : matching.epochs)
        texts << toText(epoch);
    return texts << toText(matching.pooled);
}
} // namespace

class TestMatching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatPairsShare_data();
    void countsWhatPairsShare();
    void countsWithinAnObserver();
    void saysBrieflyWhatPairsShare_data();
    void saysBrieflyWhatPairsShare();
    void matchesThePublishedTables_data();
    void matchesThePublishedTables();
    void findsThatParticipantsOneAndSevenSawOtherSets();
};

void TestMatching::countsWhatPairsShare_data()
{
    QTest::addColumn<QByteArrayList>("first");
    QTest::addColumn<QByteArrayList>("second");
    QTest::addColumn<QByteArrayList>("matched");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, const QByteArrayList& first, const QByteArrayList& second,
                        const QByteArrayList& matched, const char* sentence) {
        QTest::newRow(name) << first << second << matched << QString::fromLatin1(sentence);
    };
    row("the same images", {"1 1 ab", "2 1 ba"}, {"1 1 ab"}, {"1: 2 2 0 0 2-2 2", "0: 2 2 0 0 2-2 2"},
        "A and B, same epoch: 2 of 2 pairs share 2 test images; pooled over epochs: 2 of 2 pairs share 2 "
        "test images.");
    row("some of the images", {"1 1 abc"}, {"1 1 cd", "2 1 cba"}, {"1: 2 1 1 0 1-3 3", "0: 2 1 1 0 1-3 3"},
        "A and B, same epoch: 2 of 2 pairs share 1 to 3 test images; pooled over epochs: 2 of 2 pairs share "
        "1 to 3 test "
        "images.");
    row("a run with the sets in another order", {"1 1 ab", "1 2 cd", "2 1 cd", "2 2 ab"},
        {"5 1 ab", "5 2 cd"}, {"1: 2 1 0 1 2-2 2", "2: 2 1 0 1 2-2 2", "0: 2 2 0 0 4-4 4"},
        "A and B, same epoch: 1 of 2 pairs share 2 test images in each epoch, the others share none "
        "(participant 2 saw "
        "them in other epochs); pooled over epochs: 2 of 2 pairs share 4 test images.");
    row("all in another order", {"1 1 ab", "1 2 cd"}, {"5 1 cd", "5 2 ab"},
        {"1: 1 0 0 1 0-0 0", "2: 1 0 0 1 0-0 0", "0: 1 1 0 0 4-4 4"},
        "A and B, same epoch: the one pair shares no test image in any epoch: the images were shown in other "
        "epochs; pooled over epochs: the one pair shares 4 test images.");
    row("nothing in common", {"1 1 ab"}, {"1 1 cd"}, {"1: 1 0 0 1 0-0 0", "0: 1 0 0 1 0-0 0"},
        "A and B, same epoch: the one pair shares no test image; pooled over epochs: the one pair shares no "
        "test image.");
    row("an epoch that one lacks", {"1 1 ab", "1 2 cd"}, {"1 1 ab"},
        {"1: 1 1 0 0 2-2 2", "2: 0 0 0 0 0-0 0", "0: 1 0 1 0 2-2 2"},
        "A and B, same epoch: the one pair shares 2 test images (1 epoch has no test trials of both); pooled "
        "over epochs: the one pair shares 2 test images.");
    row("an image twice", {"1 1 aab"}, {"1 1 abb"}, {"1: 1 1 0 0 2-2 2", "0: 1 1 0 0 2-2 2"},
        "A and B, same epoch: the one pair shares 2 test images; pooled over epochs: the one pair shares 2 "
        "test images.");
    row("no tests", {"1 1 ab"}, {}, {"1: 0 0 0 0 0-0 0", "0: 0 0 0 0 0-0 0"},
        "A and B: no test trials of both, nothing to compare.");
}

void TestMatching::countsWhatPairsShare()
{
    QFETCH(QByteArrayList, first);
    QFETCH(QByteArrayList, second);
    QFETCH(QByteArrayList, matched);
    QFETCH(QString, sentence);
    const TrialTable one = tableOf(first);
    const TrialTable other = tableOf(second);
    const auto runs = one.distinctRuns();
    const auto otherRuns = other.distinctRuns();
    const TrialMatching matching = matchTrials(one, runs, other, otherRuns);
    QCOMPARE(toTexts(matching), matched);
    const Observer a = observerOf("A", ObserverKind::Human);
    const Observer b = observerOf("B", ObserverKind::Network);
    QCOMPARE(QString::fromStdString(matchingSentence(matching, {&a, runs.size()}, {&b, otherRuns.size()})),
             sentence);
    // The other way round it is the same.
    QCOMPARE(toTexts(matchTrials(other, otherRuns, one, runs)), matched);
}

void TestMatching::countsWithinAnObserver()
{
    const TrialTable table = tableOf({"1 1 ab", "2 1 ab", "3 1 bc", "4 1 d"});
    const auto runs = table.distinctRuns();
    const TrialMatching matching = matchTrials(table, runs);
    // 1 and 2 the same; 1 and 3, 2 and 3 one image; 4 none with any.
    QCOMPARE(toTexts(matching), (QByteArrayList {"1: 6 1 2 3 1-2 4", "0: 6 1 2 3 1-2 4"}));
    const std::vector<std::int32_t> one = {3};
    const Observer a = observerOf("A", ObserverKind::Human);
    QCOMPARE(matchingSentence(matchTrials(table, one), {&a, 1}, {&a, 1}),
             std::string("Within A: one run only, nothing to compare."));
}

void TestMatching::saysBrieflyWhatPairsShare_data()
{
    QTest::addColumn<QByteArrayList>("first");
    QTest::addColumn<QByteArrayList>("second");
    QTest::addColumn<QString>("clause");
    const auto row = [](const char* name, const QByteArrayList& first, const QByteArrayList& second,
                        const char* clause) {
        QTest::newRow(name) << first << second << QString::fromLatin1(clause);
    };
    row("one pair", {"1 1 ab"}, {"1 1 ab"}, "the one pair saw the same test images in each epoch");
    row("all", {"1 1 ab", "2 1 ab"}, {"1 1 ab"}, "all 2 pairs saw the same test images in each epoch");
    row("some alike", {"1 1 ab", "2 1 cd"}, {"1 1 ab"},
        "1 of 2 pairs saw the same test images in each epoch");
    row("some images", {"1 1 abc", "2 1 ab"}, {"1 1 ab"},
        "all 2 pairs shared some test images in each epoch");
    row("in other epochs", {"1 1 ab", "1 2 cd"}, {"1 1 cd", "1 2 ab"},
        "no pair saw the same test images in one epoch, but in others");
    row("apart", {"1 1 ab"}, {"1 1 cd"}, "no pair shares a test image");
    row("no tests", {"1 1 ab"}, {}, "no epoch has test trials of both");
}

void TestMatching::saysBrieflyWhatPairsShare()
{
    QFETCH(QByteArrayList, first);
    QFETCH(QByteArrayList, second);
    QFETCH(QString, clause);
    const TrialTable one = tableOf(first);
    const TrialTable other = tableOf(second);
    const TrialMatching matching = matchTrials(one, one.distinctRuns(), other, other.distinctRuns());
    const TrialMatching* const only[] = {&matching};
    QCOMPARE(QString::fromStdString(matchedBriefly(only)), clause);
    QVERIFY(matchedBriefly({}).empty());
}

void TestMatching::matchesThePublishedTables_data()
{
    QTest::addColumn<QByteArray>("network");
    for (const char* name : {"resnet50", "alexnet", "vit"})
        QTest::newRow(name) << QByteArray(name);
}

void TestMatching::matchesThePublishedTables()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QByteArray, network);
    const Observer human = published("human");
    const Observer other = published(network.constData());
    const auto people = human.trials->distinctRuns();
    const auto runs = other.trials->distinctRuns();
    const TrialMatching matching = matchTrials(*human.trials, people, *other.trials, runs);
    QByteArrayList expected;
    for (int epoch = 1; epoch <= 6; ++epoch)
        expected << QByteArray::number(epoch) + ": 240 200 0 40 51-51 51";
    QCOMPARE(toTexts(matching), expected << QByteArray("0: 240 240 0 0 306-306 306"));
    QCOMPARE(matching.shiftedFirst, (std::vector<std::int32_t> {1, 7}));
    const TrialMatching* const two[] = {&matching, &matching};
    QCOMPARE(matchedBriefly(two), std::string("400 of 480 pairs saw the same test images in each epoch"));
    QVERIFY(matching.shiftedSecond.empty());
    QCOMPARE(
        QString::fromStdString(matchingSentence(matching, {&human, people.size()}, {&other, runs.size()})),
        QStringLiteral(
            "Humans and %1, same epoch: 200 of 240 pairs share 51 test images in each epoch, the others "
            "share none (participants 1 and 7 saw them in other epochs); pooled over epochs: 240 of 240 "
            "pairs share 306 test images.")
            .arg(QString::fromStdString(other.label)));
}

void TestMatching::findsThatParticipantsOneAndSevenSawOtherSets()
{
    REQUIRE_SHARED_DATA();
    const Observer human = published("human");
    const Observer network = published("resnet50");
    const std::vector<std::int32_t> apart = {1, 7};
    const TrialMatching matching =
        matchTrials(*human.trials, apart, *network.trials, network.trials->distinctRuns());
    for (const MatchedImages& epoch : matching.epochs) {
        QCOMPARE(epoch.sharing(), 0u);
        QCOMPARE(epoch.shown, 0u);
        QCOMPARE(reasonApart(epoch, matching.pooled), std::string_view("shown in other epochs"));
    }
    QCOMPARE(matching.pooled.shown, 306u);
    QVERIFY(reasonApart(matching.pooled, matching.pooled).empty());
    // Among people: the two share with each other, and not with the other ten.
    const auto people = human.trials->distinctRuns();
    const TrialMatching within = matchTrials(*human.trials, people);
    QCOMPARE(toText(within.epochs.front()), QByteArray("1: 66 46 0 20 51-51 102"));
}

QTEST_GUILESS_MAIN(TestMatching)
#include "tst_matching.moc"
