#include "widgets/common/elidedlabel.h"

#include <QRegularExpression>
#include <QTest>

using namespace learnscope;

namespace {
const auto sentence =
    QStringLiteral("600 of 720 pairs saw the same test images in each epoch; runs drawn apart");

/// The rows of pixels in which something is written.
int linesOf(ElidedLabel& label)
{
    const QImage image = label.grab().toImage().convertToFormat(QImage::Format_Grayscale8);
    int lines = 0;
    bool wasInk = false;
    for (int y = 0; y < image.height(); ++y) {
        bool isInk = false;
        for (int x = 0; x < image.width(); ++x)
            isInk = isInk || qAbs(qGray(image.pixel(x, y)) - qGray(image.pixel(0, 0))) > 60;
        lines += isInk && !wasInk;
        wasInk = isInk;
    }
    return lines;
}
} // namespace

class TestElidedLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOneLineAtFirst()
    {
        ElidedLabel label(sentence);
        QVERIFY(!label.hasHeightForWidth());
        label.resize(label.sizeHint());
        QVERIFY(!label.isCut());
        label.resize(label.sizeHint().width() / 2, label.sizeHint().height());
        QVERIFY(label.isCut());
        QCOMPARE(label.text(), sentence); // for screen readers
    }

    void breaksIntoAsManyLinesAsItMay_data()
    {
        QTest::addColumn<double>("share"); // of the width of all in one line
        QTest::addColumn<int>("lines");
        QTest::addColumn<bool>("isCut");
        QTest::newRow("wide") << 1.1 << 1 << false;
        QTest::newRow("two") << .7 << 2 << false;
        QTest::newRow("three") << .42 << 3 << false;
        QTest::newRow("cut") << .2 << 3 << true;
    }

    void breaksIntoAsManyLinesAsItMay()
    {
        QFETCH(double, share);
        QFETCH(int, lines);
        ElidedLabel label(sentence);
        label.setMostLines(3);
        QVERIFY(label.hasHeightForWidth());
        const int width = int(label.sizeHint().width() * share);
        QCOMPARE(label.heightForWidth(width), lines * label.fontMetrics().height());
        label.resize(width, label.heightForWidth(width));
        QTEST(label.isCut(), "isCut");
        label.setText(QString(sentence).replace(QRegularExpression(QStringLiteral("[a-z;]")),
                                                QStringLiteral("m"))); // no gaps within letters
        label.resize(width * 2, label.heightForWidth(width * 2));
        QCOMPARE(linesOf(label), label.height() / label.fontMetrics().height());
    }

    void isNothingWithoutText()
    {
        ElidedLabel label;
        label.setMostLines(3);
        label.resize(100, label.heightForWidth(100));
        QCOMPARE(label.height(), label.fontMetrics().height());
        QVERIFY(!label.isCut());
        label.grab();
    }
};

QTEST_MAIN(TestElidedLabel)
#include "tst_elidedlabel.moc"
