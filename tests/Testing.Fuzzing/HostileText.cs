namespace Switchboard.Testing;

/// <summary>A text that costs a careless parser dear.</summary>
/// <param name="Name">What it is made of, for example <c>blanks</c> or <c>rule Mentions.OrderNumber</c>.</param>
/// <param name="Text">The text.</param>
internal sealed record HostileText(string Name, string Text)
{
    public override string ToString() => Name;
}
