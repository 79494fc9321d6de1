using FsCheck;
using FsCheck.Fluent;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;
using LocalAspire.Dashboard.Telemetry.Search;

namespace LocalAspire.Dashboard.Tests.Telemetry;

public sealed class SearchQueryTests
{
    private static readonly SpanEntry Entry = new(
        new TelemetryResource("orders", "orders-1"),
        new InstrumentationScope("Shop.Orders", "1", AttributeList.Empty),
        new Span
        {
            TraceId = new TraceId(1, 2),
            SpanId = new SpanId(3),
            Name = "cancel order",
            Start = 0,
            End = 150_000_000,
            Status = SpanStatus.Error,
            Attributes = new AttributeList(
                [new OtlpAttribute("http.method", AttributeValue.Of("GET")), new OtlpAttribute("size", AttributeValue.Of(12L))],
                0
            ),
        }
    );

    [Theory]
    [InlineData("", true)]
    [InlineData("cancel", true)]
    [InlineData("ORDER cancel", true)]
    [InlineData("cancel refund", false)]
    [InlineData("\"cancel order\"", true)]
    [InlineData("\"order cancel\"", false)]
    [InlineData("name:cancel", true)]
    [InlineData("name:\"cancel order\"", true)]
    [InlineData("-name:cancel", false)]
    [InlineData("-refund", true)]
    [InlineData("status:error", true)]
    [InlineData("resource:orders", true)]
    [InlineData("scope:shop", true)]
    [InlineData("@http.method:get", true)]
    [InlineData("@http.method:post", false)]
    [InlineData("-@http.method:post", true)]
    [InlineData("@size:>10", true)]
    [InlineData("@size:<=10", false)]
    [InlineData("duration:>100", true)]
    [InlineData("duration:<100", false)]
    [InlineData("http://x", false)]
    [InlineData("\"unclosed", false)]
    [InlineData(":", false)]
    [InlineData("GET", true)]
    public void Matches_Query_Answers(string query, bool expected) =>
        Assert.Equal(expected, SearchQuery<SearchableSpan>.Parse(query).Matches(new SearchableSpan(Entry)));

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Prop.ForAll<string>(text =>
            {
                SearchQuery<SearchableSpan>.Parse(text).Matches(new SearchableSpan(Entry));
                return true;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void MatchesGroup_ExcludedInOneItem_ExcludesTheGroup()
    {
        var other = Entry with
        {
            Span = new Span
            {
                TraceId = new TraceId(1, 2),
                SpanId = new SpanId(4),
                Name = "refund",
            },
        };
        SearchableSpan[] group = [new(Entry), new(other)];

        Assert.True(SearchQuery<SearchableSpan>.Parse("refund").MatchesGroup(group));
        Assert.False(SearchQuery<SearchableSpan>.Parse("cancel -refund").MatchesGroup(group));
        Assert.True(SearchQuery<SearchableSpan>.Parse("-other").MatchesGroup(group));
    }
}
