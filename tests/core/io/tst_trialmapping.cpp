#include "core/data/observer.h"
#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"
#include "core/io/utf8.h"

#include <QTest>

using namespace learnscope;

namespace {
/// One line per row: "line:run,epoch,phase,image,truth,prediction|extra=value".
QByteArray dump(const TrialTable& table)
{
    QByteArray text;
    for (std::size_t row = 0; row < table.size(); ++row) {
        text += QByteArray::number(qint64(table.lineOf(row))) + ':' + QByteArray::number(table.runs()[row])
            + ',' + QByteArray::number(table.epochs()[row])
            + (table.phases()[row] == Phase::Train ? ",train," : ",test,")
            + QByteArray::fromStdString(table.imageOf(row) + ',' + table.labelNames()[table.truths()[row]]
                                        + ',' + table.labelNames()[table.predictions()[row]]);
        for (const ExtraColumn& extra : table.extras()) {
            text += '|' + QByteArray::fromStdString(extra.name) + '=';
            if (const auto* names = std::get_if<ExtraColumn::Text>(&extra.values))
                text += QByteArray::fromStdString(names->texts[names->codes[row]]);
            else if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&extra.values))
                text += QByteArray::number(qint64((*wholes)[row]));
            else
                text += QByteArray::number(std::get<std::vector<double>>(extra.values)[row]);
        }
        text += '\n';
    }
    return text;
}

TrialMapping mappingOf(const std::vector<std::string>& texts)
{
    return parseTrialMapping(texts).value();
}

using Texts = std::vector<std::string>;
using Numbers = std::vector<std::int32_t>;
} // namespace

class TestTrialMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void writesWhatReadsTheSame();
    void tellsPeopleFromNetworks();
    void numbersTexts_data();
    void numbersTexts();
    void givesItsTextsBack_data();
    void givesItsTextsBack();
    void doesNotUnderstand_data();
    void doesNotUnderstand();
    void guesses_data();
    void guesses();
    void fitsTheSameColumnsInAnyOrder()
    {
        const RememberedLayout layout {{"a", "b"}, {}};
        QVERIFY(layout.fits(Texts {"b", "a"}));
        QVERIFY(!layout.fits(Texts {"a", "b", "c"}));
        QVERIFY(!layout.fits(Texts {"a", "B"}));
    }
};

void TestTrialMapping::reads_data()
{
    QTest::addColumn<Texts>("mapping");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<Texts>("used");

    QTest::newRow("a reaction time beside our own columns")
        << Texts {"rt=epoch", "rt-unit=ms"}
        << QByteArray("run,epoch,phase,image_name,ground_truth,prediction\n1,350,test,a,p,q\n")
        << QByteArray("2:1,350,test,a,p,q|epoch (file)=350\n") << Texts {"rt=epoch", "rt-unit=ms"};
    QTest::newRow("a reaction time of another name in a known layout")
        << Texts {"rt=trial"}
        << QByteArray("subj,session,trial,rt,object_response,category,imagename\ns1,1,4,0.5,p,p,a\n")
        << QByteArray("2:1,1,test,a,p,p|subj=s1|session=1|trial=4|rt=0.5\n")
        << Texts {"run=subj",        "epoch=session",  "phase=:test",
                  "image=imagename", "truth=category", "prediction=object_response",
                  "rt=trial"};
    QTest::newRow("a reaction time that is not there")
        << Texts {"rt=when"}
        << QByteArray("run,epoch,phase,image_name,ground_truth,prediction\n1,3,test,a,p,q\n")
        << QByteArray("2:1,3,test,a,p,q\n") << Texts {};
    QTest::newRow("model-vs-human is recognised")
        << Texts {}
        << QByteArray("subj,Session,trial,rt,object_response,category,condition,imagename\n"
                      "subject-03,1,1,0.52,cat,dog,0,a.png\nsubject-03,2,2,NaN,dog,dog,c,b.png\n"
                      "subject-01,1,1,1.5,na,cat,0,a.png\n")
        << QByteArray("2:3,1,test,a.png,dog,cat|subj=subject-03|Session=1|trial=1|rt=0.52|condition=0\n"
                      "3:3,2,test,b.png,dog,dog|subj=subject-03|Session=2|trial=2|rt=nan|condition=c\n"
                      "4:1,1,test,a.png,cat,na|subj=subject-01|Session=1|trial=1|rt=1.5|condition=0\n")
        << Texts {"run=subj",        "epoch=Session",  "phase=:test",
                  "image=imagename", "truth=category", "prediction=object_response"};
    QTest::newRow("networks are numbered")
        << Texts {"model-vs-human"}
        << QByteArray("subj;session;object_response;category;imagename\nvgg;1;p;q;a\nresnet50;1;p;p;a\nvgg;1;"
                      "q;q;b\n")
        << QByteArray("2:1,1,test,a,q,p|subj=vgg|session=1\n3:2,1,test,a,p,p|subj=resnet50|session=1\n"
                      "4:1,1,test,b,q,q|subj=vgg|session=1\n")
        << Texts {"run=subj",        "epoch=session",  "phase=:test",
                  "image=imagename", "truth=category", "prediction=object_response"};
    QTest::newRow("what is not mapped is as it is called")
        << Texts {"run=who", "epoch=:2"}
        << QByteArray("who,phase,image_name,ground_truth,prediction\n7,train,a,p,q\n")
        << QByteArray("2:7,2,train,a,p,q|who=7\n") << Texts {"run=who", "epoch=:2"};
    QTest::newRow("values") << Texts {"run=:0",        "epoch=block",      "phase=kind",
                                      "image=file",    "truth=is",         "prediction=said",
                                      "phase:0=train", "phase:1=test",     "truth:1=cat",
                                      "truth:2=dog",   "prediction:1=cat", "prediction:2=dog",
                                      "image:=none"}
                            << QByteArray("block\tkind\tfile\tis\tsaid\n0\t0\ta\t1\t2\n3\t1\t\t2\t2\n")
                            << QByteArray("2:0,1,train,a,cat,dog|block=0|kind=0|file=a|is=1|said=2\n"
                                          "3:0,4,test,none,dog,dog|block=3|kind=1|file=|is=2|said=2\n")
                            << Texts {"run=:0",          "epoch=block", "phase=kind",      "phase:0=train",
                                      "phase:1=test",    "image=file",  "image:=none",     "truth=is",
                                      "truth:1=cat",     "truth:2=dog", "prediction=said", "prediction:1=cat",
                                      "prediction:2=dog"};
    QTest::newRow("one column in two parts")
        << Texts {"run=:1", "epoch=:1", "phase=:test", "image=word", "truth=word", "prediction=said"}
        << QByteArray("word,said\na,b\n") << QByteArray("2:1,1,test,a,a,b\n")
        << Texts {"run=:1", "epoch=:1", "phase=:test", "image=word", "truth=word", "prediction=said"};
    QTest::newRow("another column in the place of one of the schema")
        << Texts {"prediction=second"}
        << QByteArray("run,epoch,phase,image_name,ground_truth,prediction,second\n1,1,train,a,p,q,p\n")
        << QByteArray("2:1,1,train,a,p,p|prediction (file)=q\n") << Texts {"prediction=second"};
    QTest::newRow("a table of the schema needs no mapping")
        << Texts {"run=subj", "image=imagename", "epoch=:1"}
        << QByteArray("run,epoch,phase,image_name,ground_truth,prediction\n1,2,train,a,p,q\n")
        << QByteArray("2:1,2,train,a,p,q\n") << Texts {};
    QTest::newRow("quotes, line breaks and doubled quotes")
        << Texts {"run=who", "epoch=:1", "phase=:test", "image=pic", "truth=t", "prediction=\\:p"}
        << QByteArray("who,pic,t,:p,note\r\n\"x\ny\",\"a,\"\"1\"\"\",p,q,\r\nz,b,p,p,ok\r\n")
        << QByteArray("2:1,1,test,a,\"1\",p,q|who=x\ny|note=\n4:2,1,test,b,p,p|who=z|note=ok\n")
        << Texts {"run=who", "epoch=:1", "phase=:test", "image=pic", "truth=t", "prediction=\\:p"};
}

void TestTrialMapping::reads()
{
    QFETCH(Texts, mapping);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rows);
    QFETCH(Texts, used);
    const auto table = parseTrials(text.toStdString(), "t.csv", {.mapping = mappingOf(mapping)});
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QCOMPARE(dump(*table), rows);
    QCOMPARE(table->mapping(), used);
}

void TestTrialMapping::saysWhatIsWrong_data()
{
    QTest::addColumn<Texts>("mapping");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const Texts usual = {"run=who", "epoch=block", "phase=kind", "image=file", "truth=is", "prediction=said"};
    QTest::newRow("a column that is not there")
        << usual << QByteArray("who,block,kind,file,is\n1,1,train,a,p\n")
        << QByteArray("t.csv:1:1: column 'said' is missing, which was to be 'prediction'");
    QTest::newRow("a phase that is none")
        << usual << QByteArray("who,block,kind,file,is,said\n1,1,0,a,p,q\n")
        << QByteArray("t.csv:2:5: expected 'train' or 'test' for 'kind' (phase), found '0'");
    QTest::newRow("a run without a name")
        << usual << QByteArray("who,block,kind,file,is,said\nx,1,test,a,p,q\n,1,test,a,p,q\n")
        << QByteArray("t.csv:3:1: expected a name for 'who' (run), found nothing");
    QTest::newRow("a value that means nothing is no text")
        << Texts {"run=:1", "epoch=:1", "phase=:test", "image=file", "truth=is", "prediction=said"}
        << QByteArray("file,is,said\na,,q\n")
        << QByteArray("t.csv:2:3: expected a name for 'is' (ground_truth), found nothing");
    QTest::newRow("a row that is cut off")
        << usual << QByteArray("who,block,kind,file,is,said\n1,1,test,a,p")
        << QByteArray("t.csv:2:13: the file ends in the middle of a row: expected 6 fields, found 5");
    QTest::newRow("nothing is known") << Texts {} << QByteArray("who,block\n1,2\n")
                                      << QByteArray("t.csv:1:1: expected a header with the columns run, "
                                                    "epoch, phase, image_name, ground_truth and "
                                                    "prediction, found 'who,block'");
}

void TestTrialMapping::saysWhatIsWrong()
{
    QFETCH(Texts, mapping);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto table = parseTrials(text.toStdString(), "t.csv", {.mapping = mappingOf(mapping)});
    QVERIFY(!table);
    QCOMPARE(QByteArray::fromStdString(table.error().toString()), message);
}

void TestTrialMapping::writesWhatReadsTheSame()
{
    const auto table = parseTrials("subj,session,trial,rt,object_response,category,condition,imagename\n"
                                   "subject-03,1,1,0.52,cat,dog,0,a.png\nsubject-04,1,1,-1,cat,dog,0,a.png\n",
                                   "t.csv");
    QVERIFY(table);
    const auto again = parseTrials(formatTrials(*table), "t.csv");
    QVERIFY(again);
    QCOMPARE(dump(*again), dump(*table));
    QVERIFY(again->mapping().empty());
}

void TestTrialMapping::tellsPeopleFromNetworks()
{
    const auto kindOf = [](const char* subject) {
        auto table = parseTrials("subj,session,object_response,category,imagename\n" + std::string(subject)
                                     + ",1,a,b,c\n",
                                 "t.csv");
        return makeObserver("colour_x.csv", std::make_shared<const TrialTable>(std::move(*table))).kind;
    };
    QVERIFY(kindOf("subject-07") == ObserverKind::Human);
    QVERIFY(kindOf("alexnet") == ObserverKind::Network);
}

void TestTrialMapping::numbersTexts_data()
{
    QTest::addColumn<Texts>("texts");
    QTest::addColumn<int>("lowest");
    QTest::addColumn<Numbers>("numbers");
    QTest::newRow("whole numbers") << Texts {"12", "3"} << 0 << Numbers {12, 3};
    QTest::newRow("epochs from 0") << Texts {"0", "2", "1"} << 1 << Numbers {1, 3, 2};
    QTest::newRow("runs from 0") << Texts {"0", "2"} << 0 << Numbers {0, 2};
    QTest::newRow("digits at the end") << Texts {"subject-07", "p2_11"} << 0 << Numbers {7, 11};
    QTest::newRow("names") << Texts {"zoe", "adam"} << 0 << Numbers {1, 2};
    QTest::newRow("digits that clash") << Texts {"a1", "b1", "c2"} << 0 << Numbers {1, 2, 3};
    QTest::newRow("numbers that clash") << Texts {"1", "01"} << 0 << Numbers {1, 2};
    QTest::newRow("some without digits") << Texts {"a7", "b"} << 0 << Numbers {1, 2};
    QTest::newRow("too large") << Texts {"99999999999", "7"} << 0 << Numbers {1, 2};
    QTest::newRow("the largest of all") << Texts {"2147483647", "0"} << 1 << Numbers {1, 2};
    QTest::newRow("a minus is no number of a run") << Texts {"-1", "5"} << 0 << Numbers {1, 5};
    QTest::newRow("fractions") << Texts {"1.5", "2.5"} << 0 << Numbers {1, 2};
    QTest::newRow("none") << Texts {} << 0 << Numbers {};
}

void TestTrialMapping::numbersTexts()
{
    QFETCH(Texts, texts);
    QFETCH(int, lowest);
    QFETCH(Numbers, numbers);
    QCOMPARE(numbersOfTexts(texts, lowest), numbers);
}

void TestTrialMapping::givesItsTextsBack_data()
{
    QTest::addColumn<Texts>("texts");
    QTest::newRow("columns and constants")
        << Texts {"run=a", "epoch=:3", "phase=:train", "image=b c", "truth=d=e"};
    QTest::newRow("values") << Texts {"truth=d", "truth:a\\=b\\\\=c", "truth:=nothing", "prediction:1=x,y"};
    QTest::newRow("odd names") << Texts {"run=\\:a", "image=\\\\b"};
    QTest::newRow("reaction time") << Texts {"image=rt", "rt=\\:when", "rt-unit=ms"};
    QTest::newRow("its unit alone") << Texts {"rt-unit=s"};
}

void TestTrialMapping::givesItsTextsBack()
{
    QFETCH(Texts, texts);
    const auto mapping = parseTrialMapping(texts);
    QVERIFY(mapping);
    QCOMPARE(toTexts(*mapping), texts);
}

void TestTrialMapping::doesNotUnderstand_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"run", "who=subj", "run=", "run=:", "run=:x", "run=:-1", "epoch=:0", "phase=:both", "truth:a",
          "truth:a=", "truth:a=b=c", "model-vs-machine", "", "rt=", "rt-unit=min", "rt:0=1"})
        QTest::newRow(*text ? text : "nothing") << QByteArray(text);
    QTest::newRow("a value that is not UTF-8") << QByteArray("truth:1=ca\x8c");
    QTest::newRow("a column that is not UTF-8") << QByteArray("truth=\xff");
}

void TestTrialMapping::doesNotUnderstand()
{
    QFETCH(QByteArray, text);
    const auto mapping = parseTrialMapping(Texts {text.toStdString()});
    QVERIFY(!mapping);
    QCOMPARE(mapping.error().kind, Error::Kind::Usage);
    QVERIFY(mapping.error().message.find("expected") != std::string::npos);
    QCOMPARE(firstInvalidUtf8(mapping.error().message), std::string::npos);
}

void TestTrialMapping::guesses_data()
{
    QTest::addColumn<Texts>("header");
    QTest::addColumn<Texts>("texts");
    QTest::newRow("common words") << Texts {"Participant", "block", "stimulus", "response", "category", "rt"}
                                  << Texts {"run=Participant", "epoch=block",    "phase=:test",
                                            "image=stimulus",  "truth=category", "prediction=response"};
    QTest::newRow("nothing known") << Texts {"a", "b"} << Texts {"run=:1", "epoch=:1", "phase=:test"};
    QTest::newRow("a layout") << Texts {"subj", "session", "imagename", "category", "object_response"}
                              << Texts {"run=subj",        "epoch=session",  "phase=:test",
                                        "image=imagename", "truth=category", "prediction=object_response"};
}

void TestTrialMapping::guesses()
{
    QFETCH(Texts, header);
    QFETCH(Texts, texts);
    QCOMPARE(toTexts(guessedMapping(header)), texts);
}

QTEST_GUILESS_MAIN(TestTrialMapping)
#include "tst_trialmapping.moc"
