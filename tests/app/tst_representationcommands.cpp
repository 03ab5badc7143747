#include "core/io/arrays/readrepresentations.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace learnscope;

/// The commands rdm, compare, triplets, order and mds.
class TestRepresentationCommands : public QObject
{
    Q_OBJECT

    struct Ended
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
        QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
    };

    static Ended run(const QString& line)
    {
        QProcess process;
        process.start(QString::fromStdString((programFolder() / "learnscope-cli").string()),
                      line.split(QLatin1Char(' ')));
        if (!process.waitForFinished())
            return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QString place(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QString write(const char* name, const QByteArray& text) const
    {
        QFile file(place(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return {};
        return file.fileName();
    }

    /// 8 named items in two groups, in a place of their own each.
    QString features(const char* name, const QByteArray& more = {}) const
    {
        return write(
            name,
            "name,x,y,z\ncat,1,.1,.3\ndog,.9,.2,.1\ncow,1.1,0,.2\nant,.7,.3,.4\ncar,.1,1,.5\nbus,.2,.9,.7\n"
            "van,0,1.2,.6\ntram,.3,1.1,.9\n"
                + more);
    }

    QString matrix(const char* name, const char* measure = "euclidean") const
    {
        const QString out = place(name);
        run(QStringLiteral("rdm --features %1 --measure %2 --out %3 --quiet")
                .arg(features("features.csv"), QString::fromLatin1(measure), out));
        return out;
    }

    QTemporaryDir m_folder;

private Q_SLOTS:
    void rdmWritesTheMatrixOfNamedItems()
    {
        const QString out = place("rdm.csv");
        const Ended ended = run(QStringLiteral("rdm --features %1 --measure euclidean --out %2 --json")
                                    .arg(features("features.csv"), out));
        QCOMPARE(ended.code, 0);
        const QJsonObject json = ended.json();
        QCOMPARE(json[QStringLiteral("measure")].toString(), QStringLiteral("euclidean"));
        QCOMPARE(json[QStringLiteral("items")].toInt(), 8);
        QCOMPARE(json[QStringLiteral("features")].toInt(), 3);
        QCOMPARE(json[QStringLiteral("n_pairs")].toInt(), 28);
        QCOMPARE(json[QStringLiteral("masked_pairs")].toInt(-1), 0);
        QVERIFY(json[QStringLiteral("memory_bytes")][QStringLiteral("matrix")].toInt() == 28 * 4);
        QVERIFY(json[QStringLiteral("blas")].toString().startsWith(QStringLiteral("OpenBLAS")));
        QVERIFY(ended.errors.contains("8 items of 3 features"));
        const auto read = readMatrix(out.toStdString()).value().value;
        QCOMPARE(read.names()[1], std::string("dog"));
        QVERIFY(std::abs(read.at(0, 1) - std::sqrt(.01 + .01 + .04)) < 1e-6);
    }

    void rdmTellsOfItemsWithoutAValue()
    {
        const QString file = features("holes.csv", "odd,nan,1,2\nflat,2,2,2\n");
        const Ended ended =
            run(QStringLiteral("rdm --features %1 --out %2 --json").arg(file, place("holes.npy")));
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.json()[QStringLiteral("masked_pairs")].toInt(), 17);
        QCOMPARE(ended.json()[QStringLiteral("faulty_items")].toArray().size(), 2);
        QVERIFY2(ended.errors.contains("item odd has features that are NaN or infinite; item flat has the "
                                       "same value in all features"),
                 ended.errors);
        const QString flat = write("flat.csv", "name,x,y\na,1,1\nb,2,2\nc,3,3\n");
        const Ended none = run(QStringLiteral("rdm --features %1 --out %2").arg(flat, place("none.npy")));
        QCOMPARE(none.code, 3);
        QVERIFY2(none.errors.contains("3 of 3 pairs have no value"), none.errors);
        QVERIFY(!QFile::exists(place("none.npy")));
    }

    void rdmTakesMeasurementsNoiseAndTriplets()
    {
        const QString first = features("features.csv");
        const Ended crossed =
            run(QStringLiteral("rdm --features %1 --folds %2 --measure crossnobis --noise %1 --out %3 --json")
                    .arg(first, first, place("cross.h5")));
        QCOMPARE(crossed.code, 0);
        QCOMPARE(crossed.json()[QStringLiteral("measure")].toString(), QStringLiteral("crossnobis"));
        QVERIFY(crossed.json().contains(QStringLiteral("shrinkage")));
        QCOMPARE(
            run(QStringLiteral("rdm --features %1 --measure crossnobis --out %2").arg(first, place("x.npy")))
                .code,
            2);
        const QString triplets = write("triplets.txt", "0 1 2\n0 2 1\n1 2 3\n");
        const Ended chosen =
            run(QStringLiteral("rdm --triplets %1 --out %2 --json").arg(triplets, place("chosen.npy")));
        QCOMPARE(chosen.code, 0);
        QCOMPARE(chosen.json()[QStringLiteral("measure")].toString(), QStringLiteral("odd-one-out"));
        QCOMPARE(chosen.json()[QStringLiteral("masked_pairs")].toInt(), 1);
    }

    void comparePrintsValuePairsAndInterval()
    {
        const QString a = matrix("a.csv");
        const QString b = matrix("b.csv", "cosine");
        const Ended ended =
            run(QStringLiteral("compare --a %1 --b %2 --method spearman --json --draws 200 --permutations 99")
                    .arg(a, b));
        QCOMPARE(ended.code, 0);
        const QJsonObject json = ended.json();
        const double value = json[QStringLiteral("value")].toDouble();
        QVERIFY(value > .5 && value < 1);
        QCOMPARE(json[QStringLiteral("n_pairs")].toInt(), 28);
        const QJsonArray ci = json[QStringLiteral("ci")].toArray();
        QCOMPARE(ci.size(), 2);
        QVERIFY(ci[0].toDouble() < ci[1].toDouble());
        QCOMPARE(json[QStringLiteral("p")].toDouble(), .01);
        const Ended same = run(QStringLiteral("compare --a %1 --b %1 --method tau-b --json").arg(a));
        QCOMPARE(same.json()[QStringLiteral("value")].toDouble(), 1.);
        const QString few =
            write("few.csv", "name,x,y\ncat,1,2\ndog,3,1\ncow,1,1\nant,0,1\nbus,2,2\nvan,4,1\n");
        for (const char* method : {"whitened-cosine", "whitened-correlation", "cka", "rbf-cka-biased"}) {
            const bool isCka = QByteArray(method).contains("cka");
            const Ended other = run(
                QStringLiteral("compare --a %1 --b %2 --method %3 --draws 100 --json")
                    .arg(isCka ? features("features.csv") : a, isCka ? few : b, QString::fromLatin1(method)));
            QVERIFY2(other.code == 0, other.errors);
            const QJsonArray interval = other.json()[QStringLiteral("ci")].toArray();
            QCOMPARE(interval.size(), 2);
            QVERIFY(interval[0].toDouble() < interval[1].toDouble());
            QCOMPARE(other.json()[QStringLiteral("n_pairs")].toInt(), isCka ? 15 : 28);
        }
        const Ended cka =
            run(QStringLiteral("compare --a %1 --b %1 --method cka --json").arg(features("features.csv")));
        QVERIFY(std::abs(cka.json()[QStringLiteral("value")].toDouble() - 1) < 1e-6);
    }

    void compareTellsModelsWithObservers()
    {
        // A stack of three observers' pairs, and two models' of the same.
        const QString people = write("people.csv", "1,4,5,4,6,2\n2,4,5,5,6,1\n1,5,4,4,7,2\n");
        const QString one = write("one.csv", "1,4,5,4,6,2\n");
        const QString other = write("other.csv", "5,1,2,2,1,6\n");
        const Ended ended =
            run(QStringLiteral(
                    "compare --models %1 %2 --observers %3 --method pearson --unit observers --draws 200 "
                    "--correction bh --json")
                    .arg(one, other, people));
        QVERIFY2(ended.code == 0, ended.errors);
        const QJsonObject json = ended.json();
        QCOMPARE(json[QStringLiteral("n_pairs")].toInt(), 6);
        QCOMPARE(json[QStringLiteral("observers")].toArray()[2].toString(), QStringLiteral("people 3"));
        const QJsonObject tests = json[QStringLiteral("tests")].toObject();
        QCOMPARE(tests[QStringLiteral("against_zero")].toInt(), 2);
        QCOMPARE(tests[QStringLiteral("differences")].toInt(), 1);
        QCOMPARE(tests[QStringLiteral("against_ceiling")].toInt(), 2);
        const QJsonArray models = json[QStringLiteral("models")].toArray();
        QCOMPARE(models[1][QStringLiteral("model")].toString(), QStringLiteral("other"));
        QCOMPARE(models[0][QStringLiteral("values")].toArray().size(), 3);
        QCOMPARE(models[0][QStringLiteral("values")][0].toDouble(), 1.);
        QVERIFY(models[1][QStringLiteral("value")].toDouble() < -.7);
        QCOMPARE(models[0][QStringLiteral("ci")].toArray().size(), 2);
        QVERIFY(models[1][QStringLiteral("less_ceiling")][QStringLiteral("value")].toDouble() < -1);
        const QJsonObject ceiling = json[QStringLiteral("noise_ceiling")].toObject();
        QVERIFY(ceiling[QStringLiteral("lower")].toDouble() < ceiling[QStringLiteral("upper")].toDouble());
        const Ended text =
            run(QStringLiteral("compare --models %1 %1 --observers %2 --method pearson --draws 20")
                    .arg(one, people));
        QVERIFY2(text.output.contains("one (2): "), text.output);
        QVERIFY2(text.output.contains("corrected (holm) for "), text.output);
    }

    void tripletsSimulatesSplitsAndTellsProbabilities()
    {
        const QString embedding = features("features.csv");
        const QString file = place("simulated.npy");
        const QString line = QStringLiteral(
            "triplets --embedding %1 --simulate 4000 --seed 5 --temperature 3 --out %2 --json");
        const Ended simulated = run(line.arg(embedding, file));
        QVERIFY2(simulated.code == 0, simulated.errors);
        QCOMPARE(simulated.json()[QStringLiteral("distance")].toString(), QStringLiteral("dot"));
        QCOMPARE(run(line.arg(embedding, place("again.npy"))).code, 0);
        const auto one = readTriplets(file.toStdString()).value().value;
        const auto again = readTriplets(place("again.npy").toStdString()).value().value;
        QVERIFY(std::equal(one.span().begin(), one.span().end(), again.span().begin(), again.span().end()));
        const Ended judged = run(QStringLiteral("triplets --embedding %1 --triplets %2 --distance dot "
                                                "--temperature 3 --per-triplet %3 --json")
                                     .arg(embedding, file, place("each.npy")));
        QVERIFY2(judged.code == 0, judged.errors);
        const auto each = readEmbedding(place("each.npy").toStdString()).value().value;
        QCOMPARE(each.rows(), std::size_t {4000});
        double sum = 0;
        for (std::size_t triplet = 0; triplet < each.rows(); ++triplet)
            sum += each.at(triplet, 0);
        // Choices of an observer with this very embedding and temperature.
        const QJsonObject json = judged.json();
        QVERIFY(std::abs(sum / 4000 - json[QStringLiteral("mean_probability")].toDouble()) < 1e-5);
        QVERIFY(std::abs(json[QStringLiteral("log_loss")].toDouble()
                         - json[QStringLiteral("mean_entropy")].toDouble())
                < .03);
        const Ended split = run(QStringLiteral("triplets --triplets %1 --folds 2 --seed 2 --out %2 --json")
                                    .arg(file, place("folds")));
        QVERIFY2(split.code == 0, split.errors);
        const QJsonArray folds = split.json()[QStringLiteral("folds")].toArray();
        QCOMPARE(folds.size(), 2);
        const auto held = readTriplets(place("folds/fold-1-held.npy").toStdString()).value().value;
        const auto others = readTriplets(place("folds/fold-2-others.npy").toStdString()).value().value;
        QCOMPARE(static_cast<int>(held.size()), folds[0][QStringLiteral("held")].toInt());
        QVERIFY(
            std::equal(held.span().begin(), held.span().end(), others.span().begin(), others.span().end()));
        QVERIFY(QFile::exists(place("folds/objects.csv")));
    }

    void orderFollowsAnotherMatrix()
    {
        const QString a = matrix("a.csv");
        const QString b = matrix("b.csv", "cosine");
        const Ended like =
            run(QStringLiteral("order --matrix %1 --by matrix --like %2 --linkage single").arg(a, b));
        QVERIFY2(like.code == 0, like.errors);
        QCOMPARE(like.output, run(QStringLiteral("order --matrix %1 --linkage single").arg(b)).output);
        QVERIFY(like.output != run(QStringLiteral("order --matrix %1 --linkage single").arg(a)).output);
    }

    void rdmTellsTheConfusionsOfTrials()
    {
        QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction\n";
        for (const char* answers : {"p p q,q p v,v v q", "p p p,q q v,v v q"}) {
            static int epoch = 0;
            ++epoch;
            int image = 0;
            for (const QByteArray& group : QByteArray(answers).split(',')) {
                const char truth = "pqv"[image / 3];
                for (const QByteArray& answer : group.split(' '))
                    text += "1," + QByteArray::number(epoch) + ",test,i" + QByteArray::number(++image)
                        + ".png," + truth + ',' + answer + '\n';
            }
        }
        const QString network = write("net_classification_data.csv", text);
        const QString people = write("human_classification_data.csv", text.replace(",v,q\n", ",v,p\n"));
        const Ended ended = run(QStringLiteral("rdm --trials %1 %2 --out %3 --likeness pearson --json")
                                    .arg(network, people, place("confusions")));
        QVERIFY2(ended.code == 0, ended.errors);
        const auto first = readMatrix(place("confusions/net-test-epoch-1.csv").toStdString()).value().value;
        QCOMPARE(first.names()[2], std::string("v"));
        QVERIFY(std::abs(first.at(0, 1) - (1 - (1. / 3 + 1. / 3) / 2)) < 1e-12);
        QVERIFY(std::abs(first.at(1, 2) - (1 - (1. / 3 + 1. / 3) / 2)) < 1e-12);
        const QJsonArray trajectories = ended.json()[QStringLiteral("trajectories")].toArray();
        QCOMPARE(trajectories.size(), 1);
        const QJsonArray points = trajectories[0][QStringLiteral("points")].toArray();
        QCOMPARE(points.size(), 4);
        QCOMPARE(points[1][QStringLiteral("accuracy")].toDouble(), 7. / 9);
        const QJsonArray likeness = ended.json()[QStringLiteral("likeness")].toArray();
        QCOMPARE(likeness.size(), 2);
        QCOMPARE(likeness[0][QStringLiteral("observer")].toString(), QStringLiteral("human")); // people first
        QCOMPARE(likeness[0][QStringLiteral("n_pairs")].toInt(), 3);
        // (2/3 1 2/3) of the network, (2/3 5/6 5/6) of people.
        QVERIFY(std::abs(likeness[0][QStringLiteral("distance")].toDouble() - std::sqrt(2. / 36 / 3))
                < 1e-12);
        QVERIFY(QFile::exists(place("confusions/trajectory.csv")));
        QVERIFY(QFile::exists(place("confusions/likeness.csv")));
    }

    void compareMatchesByName()
    {
        const QString a = matrix("a.csv");
        const QString other = write("other.csv", "name,x,y\ncow,1,2\ncat,3,1\nzebra,1,1\nbus,0,1\nvan,2,2\n");
        const QString b = place("some.csv");
        QCOMPARE(
            run(QStringLiteral("rdm --features %1 --measure euclidean --out %2 --quiet").arg(other, b)).code,
            0);
        const Ended ended = run(QStringLiteral("compare --a %1 --b %2 --json").arg(a, b));
        QCOMPARE(ended.code, 0);
        QCOMPARE(ended.json()[QStringLiteral("items")].toInt(), 4);
        QVERIFY2(ended.errors.contains("'zebra'"), ended.errors);
    }

    void badInputIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("message");
        const QString a = matrix("a.csv");
        const QString small = write("small.csv", "0,1,2\n1,0,3\n2,3,0\n");
        const QString foreign = write("foreign.csv", ",p,q,r\np,0,1,2\nq,1,0,3\nr,2,3,0\n");
        QTest::newRow("no file") << QStringLiteral("rdm --features gone.npy --out %1").arg(place("o.npy"))
                                 << 3 << QByteArray("gone.npy");
        QTest::newRow("unknown measure")
            << QStringLiteral("rdm --features x --measure best --out y") << 2 << QByteArray("--measure");
        QTest::newRow("nothing to compute from")
            << QStringLiteral("rdm --out y.npy") << 2 << QByteArray("--features, --triplets or --trials");
        QTest::newRow("one matrix") << QStringLiteral("compare --a %1").arg(a) << 2
                                    << QByteArray("--a and --b");
        QTest::newRow("models of nobody")
            << QStringLiteral("compare --models %1").arg(a) << 2 << QByteArray("--observers");
        QTest::newRow("features of models")
            << QStringLiteral("compare --models %1 --observers %1 --method cka").arg(a) << 2
            << QByteArray("cka does not compare");
        QTest::newRow("no other matrix")
            << QStringLiteral("order --by matrix --matrix %1").arg(a) << 2 << QByteArray("--like");
        QTest::newRow("nowhere to write")
            << QStringLiteral("triplets --embedding %1 --simulate 5").arg(features("features.csv")) << 2
            << QByteArray("--out");
        QTest::newRow("too many folds") << QStringLiteral("triplets --triplets %1 --folds 9 --out %2")
                                               .arg(write("three.txt", "0 1 2\n0 2 3\n"), place("none"))
                                        << 2 << QByteArray("3 objects or more");
        QTest::newRow("unknown ending")
            << QStringLiteral("rdm --features %1 --out %2").arg(features("features.csv"), place("o.docx"))
            << 2 << QByteArray(".docx");
        QTest::newRow("other sizes") << QStringLiteral("compare --a %1 --b %2").arg(a, small) << 3
                                     << QByteArray("8 and 3 items");
        QTest::newRow("other names") << QStringLiteral("compare --a %1 --b %2").arg(a, foreign) << 3
                                     << QByteArray("name");
        QTest::newRow("too few objects")
            << QStringLiteral("triplets --embedding %1 --triplets %2")
                   .arg(features("features.csv"), write("beyond.txt", "0 1 8\n0 2 9\n"))
            << 3 << QByteArray("beyond.txt");
        QTest::newRow("no columns")
            << QStringLiteral("order --by column --column 9 --features %1").arg(features("features.csv")) << 3
            << QByteArray("no column 9");
        QTest::newRow("no matrix") << QStringLiteral("order --by clusters") << 2 << QByteArray("--matrix");
        QTest::newRow("too many dimensions") << QStringLiteral("mds --matrix %1 --dimensions 8").arg(a) << 2
                                             << QByteArray("1 to 7 dimensions");
    }

    void badInputIsRefused()
    {
        QFETCH(QString, line);
        QFETCH(int, code);
        QFETCH(QByteArray, message);
        const Ended ended = run(line);
        QVERIFY2(ended.code == code, ended.errors + QByteArray::number(ended.code));
        QVERIFY2(ended.errors.contains(message), ended.errors);
    }

    void tripletsPrintsAccuracyNumberAndTies()
    {
        // Animals are 0 to 3, vehicles 4 to 7; the last choice is against the embedding.
        const QString triplets = write("choices.txt", "0 1 4\n5 6 2\n4 7 3\n0 4 1\n");
        const QString concepts = place("concepts.csv");
        for (const char* distance : {"cosine", "dot", "euclidean"}) {
            const Ended ended = run(
                QStringLiteral("triplets --embedding %1 --triplets %2 --distance %3 --per-concept %4 --json")
                    .arg(features("features.csv"), triplets, QString::fromLatin1(distance), concepts));
            QVERIFY2(ended.code == 0, ended.errors);
            QCOMPARE(ended.json()[QStringLiteral("accuracy")].toDouble(), .75);
            QCOMPARE(ended.json()[QStringLiteral("n")].toInt(), 4);
            QCOMPARE(ended.json()[QStringLiteral("ties")].toInt(-1), 0);
        }
        QFile file(concepts);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("concept,n,correct,accuracy\ncat,2,1,0.5\n"));
    }

    void orderPutsGroupsSideBySide()
    {
        const Ended ended = run(QStringLiteral("order --matrix %1 --json --clusters 2 --out %2")
                                    .arg(matrix("a.csv"), place("order.csv")));
        QCOMPARE(ended.code, 0);
        const QJsonArray order = ended.json()[QStringLiteral("order")].toArray();
        QCOMPARE(order.size(), 8);
        const QStringList animals {QStringLiteral("ant"), QStringLiteral("cat"), QStringLiteral("cow"),
                                   QStringLiteral("dog")};
        for (int index = 1; index < 4; ++index)
            QCOMPARE(animals.contains(order[index].toString()), animals.contains(order[0].toString()));
        QCOMPARE(ended.json()[QStringLiteral("merges")].toArray().size(), 7);
        QFile file(place("order.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines[0], QByteArray("place,row,item,cluster"));
        QVERIFY(lines[1].endsWith(",1") && lines[8].endsWith(",2"));
        const Ended byName = run(QStringLiteral("order --matrix %1 --by name").arg(place("a.csv")));
        QVERIFY2(byName.output.startsWith("place,row,item\n1,4,ant\n2,6,bus\n"), byName.output);
        const Ended byColumn = run(QStringLiteral("order --features %1 --by column --column 2 --descending")
                                       .arg(place("features.csv")));
        QVERIFY2(byColumn.output.startsWith("place,row,item\n1,7,van\n"), byColumn.output);
    }

    void mdsPrintsItsStress()
    {
        for (const char* method : {"classical", "metric", "non-metric"}) {
            const Ended ended = run(QStringLiteral("mds --matrix %1 --method %2 --out %3 --json")
                                        .arg(matrix("a.csv"), QString::fromLatin1(method), place("map.csv")));
            QVERIFY2(ended.code == 0, ended.errors);
            const double stress = ended.json()[QStringLiteral("stress")].toDouble(-1);
            QVERIFY(stress >= 0 && stress < .1);
            QCOMPARE(ended.json()[QStringLiteral("points")].toArray().size(), 8);
            const auto map = readEmbedding(place("map.csv").toStdString()).value().value;
            QCOMPARE(map.rows(), std::size_t {8});
            QCOMPARE(map.columns(), std::size_t {2});
        }
    }

    void versionNamesTheBlas()
    {
        QVERIFY(run(QStringLiteral("version --json"))
                    .json()[QStringLiteral("blas")]
                    .toString()
                    .contains(QStringLiteral("kernels")));
    }
};

QTEST_APPLESS_MAIN(TestRepresentationCommands)
#include "tst_representationcommands.moc"
