namespace LocalAspire.Dashboard.Access;

/// <summary>Who may call an endpoint; attached as metadata. An endpoint without it is for signed-in browsers only.</summary>
internal sealed record AccessRule
{
    /// <summary>Anyone: the login page and static files.</summary>
    public static readonly AccessRule Anyone = new();

    /// <summary>The endpoint checks a key of its own.</summary>
    public static readonly AccessRule Endpoint = new();

    /// <summary><c>x-api-key</c>, or a signed-in browser.</summary>
    public static readonly AccessRule ApiKey = new();

    private AccessRule()
    {
    }
}
