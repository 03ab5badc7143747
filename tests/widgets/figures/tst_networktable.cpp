#include "widgets/figures/networktable.h"

#include <QTest>

using namespace learnscope;

class TestNetworkTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNetworks()
    {
        const auto networks =
            parseNetworks("\xef\xbb\xbfgeneration,observer,label,imagenet_accuracy,parameters_million\r\n"
                          "classic,mynet,\"My, net\",0.7,12.5\r\n"
                          "\r\n"
                          "state-of-the-art,other,,0.9,7000\r\n"
                          ",third,,1,0.5",
                          "n.csv");
        QVERIFY2(networks, networks ? "" : networks.error().toString().c_str());
        QCOMPARE(networks->size(), std::size_t(3));
        using Generation = KnownNetwork::Generation;
        QVERIFY((*networks)[0] == (NetworkFacts {"mynet", "My, net", .7, 12.5, Generation::Classic}));
        QVERIFY((*networks)[1] == (NetworkFacts {"other", "", .9, 7000, Generation::StateOfTheArt}));
        QVERIFY((*networks)[2] == (NetworkFacts {"third", "", 1, .5, Generation::StateOfTheArt}));
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("error");
        const QByteArray header = "observer,label,imagenet_accuracy,parameters_million,generation\n";
        const auto row = [](const char* name, const QByteArray& text, const char* error) {
            QTest::newRow(name) << text << QByteArray(error);
        };
        row("empty", "", "n.csv: the file is empty");
        row("column missing", "observer,label,imagenet_accuracy,parameters_million\n",
            "n.csv:1: the column 'generation' is missing");
        row("percent", header + "a,A,76.1,25,classic\n",
            "n.csv:2:5: expected an accuracy above 0, at most 1, found '76.1'");
        row("words", header + "a,A,0.7,many,classic\n",
            "n.csv:2:9: expected a number of millions above 0, found 'many'");
        row("not finite", header + "a,A,0.7,inf,classic\n",
            "n.csv:2:9: expected a number of millions above 0, found 'inf'");
        row("generation", header + "a,A,0.7,1,old\n",
            "n.csv:2:11: expected classic or state-of-the-art, found 'old'");
        row("twice", header + "a,A,0.7,1,\na,A,0.7,1,\n",
            "n.csv:3:1: the observer 'a' stands in an earlier row too");
        row("short row", header + "a,A\n", "n.csv:2: expected 5 fields, found 2");
        row("no name", header + ",A,0.7,1,\n", "n.csv:2:1: expected the observer's name");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, error);
        const auto networks = parseNetworks(text.toStdString(), "n.csv");
        QVERIFY(!networks);
        const QByteArray said = QByteArray::fromStdString(networks.error().toString());
        QVERIFY2(said.startsWith(error), said);
    }

    void tellsOfAllProblems()
    {
        const auto networks = parseNetworks(
            "observer,label,imagenet_accuracy,parameters_million,generation\na,,2,-1,x\nb,,0,0,\n", "n.csv");
        QVERIFY(!networks);
        QCOMPARE(networks.error().total(), std::uint64_t(5));
    }

    void saysThatAFileIsMissing()
    {
        const auto networks = readNetworks("/nowhere/networks.csv");
        QVERIFY(!networks);
        QCOMPARE(networks.error().kept().front().kind, Error::Kind::Io);
    }
};

QTEST_APPLESS_MAIN(TestNetworkTable)
#include "tst_networktable.moc"
