#include "core/data/stimulus.h"

#include <QTest>

using namespace learnscope;

namespace {
/// "category|object|axis|angle", or "-" where the name does not fit.
QString described(const std::optional<StimulusName>& name)
{
    return name ? QString::fromStdString(name->category + "|" + name->object + "|" + name->axis + "|"
                                         + std::to_string(name->angle))
                : QStringLiteral("-");
}
} // namespace

class TestStimulusName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsNames_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("fileName");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* pattern, const char* fileName, const char* expected) {
            QTest::newRow(
                qPrintable(QString::fromUtf8(pattern) + QLatin1Char(' ') + QString::fromUtf8(fileName)))
                << QString::fromUtf8(pattern) << QString::fromUtf8(fileName) << QString::fromUtf8(expected);
        };
        row("", "second_gen_p_3_0.png", "p|second_gen_p_3||0");
        row("", "second_gen_p_3_x_-30.png", "p|second_gen_p_3|x|-30");
        row("", "second_gen_v_86_z_90.png", "v|second_gen_v_86|z|90");
        row("", "second_gen_p_82_x_60.PNG", "p|second_gen_p_82|x|60");
        row("", "/data/train/p/second_gen_p_8_z_-60.png", "p|second_gen_p_8|z|-60");
        row("", "second_gen_p_8_z_-60", "p|second_gen_p_8|z|-60");
        row("", "second_gen_p_3.png", "p|second_gen_p_3||0");
        row("", "demo_gen_a_3_x_-30.png", "a|demo_gen_a_3|x|-30");
        row("", "demo_gen_a_3_0.png", "a|demo_gen_a_3||0");
        row("", "second_gen_p_3_x_-30_copy.png", "-");
        row("", "second_gen_p_3_1.png", "-");
        row("", "second_gen_p_3_x_ten.png", "-");
        row("", "second_gen_p_3_x_30.5.png", "-");
        row("", "second_gen_p_3_x_99999999999.png", "-");
        row("", "second_gen_p_3__30.png", "-");
        row("", "second_gen_p_.png", "-");
        row("", "a_second_gen_p_3_0.png", "-");
        row("", "_gen_p_3_0.png", "-");
        row("", "holiday.png", "-");
        row("", "", "-");
        row("second_gen_{category}_{object}[_{axis}_{angle}]", "demo_gen_a_3_0.png", "-");
        row("{category}-{object}[@{angle}]", "cat-tom@15.jpg", "cat|cat-tom||15");
        row("{category}-{object}[@{angle}]", "cat-tom@0.jpg", "cat|cat-tom||0");
        row("{category}-{object}[@{angle}]", "cat-tom_and_jerry.jpg", "cat|cat-tom_and_jerry||0");
        row("{object}", "aardvark_01b.jpg", "|aardvark_01b||0");
        row("{category}_{object}", "p_3_x_30.png", "p|p_3_x_30||0");
        row("{axis}_{angle}_{category}_{object}", "x_-30_p_3.png", "p|p_3|x|-30");
        row("{angle}deg_{object}", "45deg_vase.png", "|vase||45");
    }

    void readsNames()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, fileName);
        QFETCH(QString, expected);
        StimulusNamePattern parsed;
        if (!pattern.isEmpty()) {
            const auto result = StimulusNamePattern::parse(pattern.toStdString());
            QVERIFY2(result, result ? "" : result.error().toString().c_str());
            parsed = *result;
            QCOMPARE(QString::fromStdString(parsed.text()), pattern);
        }
        QCOMPARE(described(parsed.match(fileName.toStdString())), expected);
    }

    void saysWhatIsWrongWithAPattern_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<qint64>("column");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* pattern, qint64 column, const char* message) {
            QTest::newRow(*pattern ? pattern : "empty")
                << QByteArray(pattern) << column << QByteArray(message);
        };
        row("", 1, "the field {object} is missing");
        row("{category}_x", 13, "the field {object} is missing");
        row("{object}_{size}", 10, "expected {category}, {object}, {axis} or {angle}");
        row("{object", 1, "expected {category}, {object}, {axis} or {angle}");
        row("{object}_{object}", 10, "the field {object} occurs twice");
        row("{object}_{angle}[_{angle}]", 19, "the field {angle} occurs twice");
        row("{object}{angle}", 9, "expected text between two fields, such as '_'");
        row("{object}[{angle}]", 10, "expected text between two fields, such as '_'");
        row("*{object}", 2, "expected text between two fields, such as '_'");
        row("{object}[_{angle}", 18, "'[' is not closed");
        row("{object}_{angle}]", 17, "']' without '['");
        row("{object}[_{angle}[_{axis}]]", 18, "only one optional part [...] is understood");
        row("{object}[]", 10, "nothing stands between the brackets");
        row("{object}[_{angle}]_b", 19, "nothing may follow the optional part");
        row("a[_{object}]", 4, "the field {object} may not be optional");
        row("train/{object}", 6, "'/' cannot be part of a pattern");
        row("a}_{object}", 2, "'}' cannot be part of a pattern");
    }

    void saysWhatIsWrongWithAPattern()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(qint64, column);
        QFETCH(QByteArray, message);
        const auto result = StimulusNamePattern::parse(pattern.toStdString());
        QVERIFY(!result);
        QCOMPARE(QByteArray::fromStdString(result.error().message), message);
        QCOMPARE(qint64(result.error().where.column), column);
    }
};

QTEST_GUILESS_MAIN(TestStimulusName)
#include "tst_stimulusname.moc"
