using MerchantOps.Learning;
using MerchantOps.Learning.Files;
using MerchantOps.Learning.Text;
using MerchantOps.Tests.Core.Architecture;

namespace MerchantOps.Tests.Core.Learning.Text;

public sealed class TextLearnerTests
{
    private static readonly TextLearnerOptions Options = new() { Bits = 16, Threads = 1 };

    [Fact]
    public void The_number_of_threads_does_not_change_the_model()
    {
        var (texts, labels) = Intents.Sample(400, seed: 1);

        var alone = Saved(Learn(texts, labels, Options with { Threads = 1 }));

        Assert.Equal(alone, Saved(Learn(texts, labels, Options with { Threads = 2 })));
        Assert.Equal(alone, Saved(Learn(texts, labels, Options with { Threads = 5 })));
    }

    [Fact]
    public void Intents_are_told_apart_in_texts_not_seen()
    {
        var model = Intents.Model;
        var (texts, labels) = Intents.Sample(300, seed: 9);

        var right = texts.Where((t, i) => model.Predict(t).Label == labels[i]).Count();

        Assert.True(right > 270, $"{right} of 300");
    }

    [Fact]
    public void Probabilities_are_as_often_right_as_they_say()
    {
        var (texts, labels) = Intents.Sample(3000, seed: 3, noise: 0.2);
        var model = Learn(texts, labels, Options);
        var (fresh, truth) = Intents.Sample(3000, seed: 4, noise: 0.2);

        var predictions = fresh.Select((t, i) => (Said: model.Predict(t).Probability, Right: model.Predict(t).Label == truth[i] ? 1.0 : 0)).ToList();

        Assert.Equal(predictions.Average(p => p.Right), predictions.Average(p => p.Said), 0.05);
        foreach (var bin in predictions.GroupBy(p => (int)(p.Said * 5)).Where(b => b.Count() > 150))
            Assert.Equal(bin.Average(p => p.Right), bin.Average(p => p.Said), 0.1);
    }

    [Fact]
    public void Texts_in_Chinese_Japanese_and_Korean_are_told_apart()
    {
        string[] refund = ["我想退款", "请问怎么退款", "返金してください", "返金をお願いします", "환불해 주세요", "환불하고 싶어요", "商品退款多久到账", "返金はいつですか", "환불은 언제 되나요"];
        string[] parcel = ["我的包裹在哪里", "包裹什么时候到", "荷物はどこですか", "荷物が届きません", "택배가 어디 있나요", "택배가 안 왔어요", "查询我的包裹", "荷物を追跡したい", "택배 조회"];
        var model = Learn([.. refund, .. parcel], [.. refund.Select(static _ => "refund"), .. parcel.Select(static _ => "parcel")], Options);

        Assert.All(["退款还没有到", "返金について", "환불하고 싶습니다"], t => Assert.Equal("refund", model.Predict(t).Label));
        Assert.All(["包裹丢了", "荷物の場所", "택배를 못 받았어요"], t => Assert.Equal("parcel", model.Predict(t).Label));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Texts_unlike_all_examples_are_out_of_scope(bool withExamples)
    {
        var (texts, labels) = Intents.Sample(800, seed: 1);
        string[] strange = withExamples ? ["who won the football match", "tell me a joke", "how tall is the eiffel tower", "what is the meaning of life", "sing a song"] : [];
        var model = Learn([.. texts, .. strange], [.. labels, .. strange.Select(static _ => "oos")], Options with { OutOfScopeLabel = "oos" });

        Assert.All(["zebras graze quietly", "xylophone concert tonight?", "la vie est belle", ""], t => Assert.True(model.Predict(t).IsOutOfScope, t));
        var lost = Intents.Sample(300, seed: 2).Texts.Count(t => model.Predict(t).IsOutOfScope);
        Assert.True(lost < 15, $"{lost} of 300");
        Assert.All(texts, t => Assert.NotEqual("oos", model.Predict(t).Label));
    }

    [Fact]
    public void The_more_may_be_lost_the_higher_the_threshold()
    {
        var (texts, labels) = Intents.Sample(400, seed: 1);

        List<double> thresholds = [Threshold(0), Threshold(0.01), Threshold(0.1), Threshold(0.5)];

        Assert.Equal(thresholds.Order(), thresholds);
        Assert.True(thresholds[0] < thresholds[3]);

        double Threshold(double loss) => Learn(texts, labels, Options with { OutOfScopeLoss = loss }).Threshold;
    }

    [Fact]
    public void A_saved_model_predicts_exactly_the_same()
    {
        var loaded = TextModel.Load(new MemoryStream(Saved(Intents.Model)));

        foreach (var text in Intents.Sample(50, seed: 6).Texts)
            Assert.Equal(Intents.Model.Predict(text), loaded.Predict(text));
        Assert.Equal(Intents.Model.Labels, loaded.Labels);
    }

    [Fact]
    public void A_model_of_the_first_release_still_loads()
    {
        var model = TextModel.Load(new MemoryStream(File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Core/Learning/Fixtures/text-1.model"))));

        Assert.Equal(["parcel", "refund"], model.Labels);
        var (asked, strange) = (model.Predict("where is the parcel"), model.Predict("zzz"));
        Assert.Equal(("parcel", false), (asked.Label, asked.IsOutOfScope));
        Assert.Equal(0.8920909762382507, asked.Probability, 5);
        Assert.True(strange.IsOutOfScope);
    }

    [Fact]
    public void Few_examples_make_no_great_certainty() => Assert.InRange(
        Learn(["red shoe", "blue shoe", "red shirt", "blue shirt"], ["a", "a", "b", "b"], Options).Predict("shoe").Probability, 0.5, 0.95);

    [Fact]
    public void What_people_read_of_a_model_are_its_labels()
    {
        var json = new MemoryStream();
        Intents.Model.WriteJson(json);

        using var document = System.Text.Json.JsonDocument.Parse(json.ToArray());
        Assert.Equal(Intents.Model.Labels, document.RootElement.GetProperty("labels").EnumerateArray().Select(static l => l.GetString()!));
    }

    [Fact]
    public void Files_that_are_cut_off_or_changed_are_refused()
    {
        var file = Saved(Intents.Model);

        foreach (var at in Enumerable.Range(0, 40).Select(i => (int)((long)file.Length * i / 40)))
        {
            var changed = (byte[])file.Clone();
            changed[at] ^= 4;
            Assert.Throws<InvalidModelFileException>(() => TextModel.Load(new MemoryStream(file[..at])));
            Assert.Throws<InvalidModelFileException>(() => TextModel.Load(new MemoryStream(changed)));
        }
    }

    [Theory]
    [InlineData(int.MaxValue, new[] { 1, 2 })]
    [InlineData(2, new[] { 2, 1 })]
    [InlineData(2, new[] { 1, 1 << 12 })]
    [InlineData(2, new[] { -1, 2 })]
    [InlineData(2, new[] { 1, 2, 3 })]
    public void A_payload_that_fits_its_checksum_but_makes_no_model_is_refused(int labels, int[] buckets)
    {
        var file = new MemoryStream();
        ModelFile.Write(file, new ModelCard("", TextModel.Kind, [], 0), 1, w =>
        {
            w.Write(labels);
            w.Write("a");
            w.Write("b");
            w.Write(-1);
            w.Write(1.0);
            w.Write(0.1);
            w.Write(0.0);
            w.Write(12);
            w.WriteArray<int>(buckets);
            w.WriteArray<float>([1, 1, 1]);
            w.WriteArray<Half>(new Half[3 * 8]);
        });

        Assert.Throws<InvalidModelFileException>(() => TextModel.Load(new MemoryStream(file.ToArray())));
    }

    [Fact]
    public void All_probabilities_add_up_to_one()
    {
        var probabilities = new double[Intents.Model.Labels.Count];

        Intents.Model.Predict("where is my parcel", probabilities);

        Assert.Equal(1, probabilities.Sum(), 5);
        Assert.Equal(Intents.Model.Predict("where is my parcel").Probability, probabilities.Max(), 6);
    }

    [Fact]
    public void Learning_can_be_given_up_while_it_is_at_work()
    {
        var (texts, labels) = Intents.Sample(200, seed: 1);
        using var source = new CancellationTokenSource();
        var progress = new Now(_ => source.Cancel());

        Assert.ThrowsAny<OperationCanceledException>(() => new TextLearner(Options).Learn(texts, labels, progress, source.Token));
    }

    [Fact]
    public void Progress_counts_up_to_its_end()
    {
        var (texts, labels) = Intents.Sample(200, seed: 1);
        var told = new List<LearningProgress>();

        new TextLearner(Options).Learn(texts, labels, new Now(told.Add), CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, told.Count), told.Select(static p => p.Done));
        Assert.Equal(told[^1].Of, told[^1].Done);
    }

    [Fact]
    public void A_long_text_and_broken_characters_are_read_as_they_are()
    {
        var text = "where is my parcel \uD800 " + string.Concat(Enumerable.Repeat("blah 荷 \uDC00🙂 ", 5000));

        Assert.InRange(Intents.Model.Predict(text).Probability, 0, 1);
    }

    [Fact]
    public void Predicting_allocates_nothing()
    {
        const string text = "how do i get my money back";
        Intents.Model.Predict(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Intents.Model.Predict(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void One_label_alone_and_missing_labels_are_refused()
    {
        var learner = new TextLearner(Options with { OutOfScopeLabel = "oos" });

        Assert.Throws<ArgumentException>(() => learner.Learn(["a b", "c d"], ["x", "oos"], null, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => learner.Learn(["a b", "c d"], ["x"], null, CancellationToken.None));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TextLearner(Options with { Bits = 30 }));
        Assert.Throws<ArgumentException>(() => new TextLearner(Options with { C = 0 }));
        Assert.Throws<ArgumentException>(() => new TextLearner(Options with { OutOfScopeLoss = 0.6 }));
        Assert.Throws<ArgumentException>(() => new TextLearner(Options with { Threads = 0 }));
        Assert.Throws<ArgumentException>(() => new TextLearner(Options with { Passes = 0 }));
    }

    private static TextModel Learn(IReadOnlyList<string> texts, IReadOnlyList<string> labels, TextLearnerOptions options) =>
        new TextLearner(options).Learn(texts, labels, null, CancellationToken.None);

    private static byte[] Saved(TextModel model)
    {
        var file = new MemoryStream();
        model.Save(file, new ModelCard("intents", TextModel.Kind, [], 0));
        return file.ToArray();
    }

    /// <summary>Told at once, where <see cref="Progress{T}"/> tells later.</summary>
    private sealed class Now(Action<LearningProgress> told) : IProgress<LearningProgress>
    {
        public void Report(LearningProgress value) => told(value);
    }
}
