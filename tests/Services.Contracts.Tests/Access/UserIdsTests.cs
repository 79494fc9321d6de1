using Services.Contracts.Access;

namespace Services.Contracts.Tests.Access;

public sealed class UserIdsTests
{
    [Theory]
    [InlineData("maya_chen_1001", true)]
    [InlineData("auth0|5f7c8ec7c33c6c004bbafe82", true)]
    [InlineData("João da Silva", true)]
    [InlineData("https://id.example/people/7#me", true)]
    [InlineData("user-😀", true)]
    [InlineData("assistants", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a\0b", false)]
    [InlineData("\u0001", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\r", false)]
    [InlineData("a\tb", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\u0085b", false)]
    [InlineData("a\u00a0b", false)]
    [InlineData("a\u2028b", false)]
    [InlineData("a\u200bb", false)]
    [InlineData("\u202eassistant", false)]
    [InlineData("a\ufeff", false)]
    [InlineData("a\ud800", false)]
    [InlineData("\udc00a", false)]
    [InlineData("assistant", false)]
    [InlineData("ASSISTANT", false)]
    [InlineData("System", false)]
    [InlineData("tool", false)]
    [InlineData("developer", false)]
    public void IsValid_OfText_SaysWhetherAUserMayBeCalledSo(string? text, bool expected) => Assert.Equal(expected, UserIds.IsValid(text));

    [Fact]
    public void IsValid_OfALongText_HasAnEnd()
    {
        Assert.True(UserIds.IsValid(new string('a', UserIds.MaxLength)));
        Assert.False(UserIds.IsValid(new string('a', UserIds.MaxLength + 1)));
    }

    [Fact]
    public void IsValid_OfEveryControlCharacter_IsFalse()
    {
        var controls = Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(char.IsControl);

        Assert.DoesNotContain(controls, control => UserIds.IsValid($"a{control}b"));
    }
}
